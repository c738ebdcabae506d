import { SfumatoError } from '../SfumatoError.ts';

/**
 * 1 - IoU of two label maps: the mean over the classes that either of them has.
 * @param classes to compare, usually all but the background
 * @returns 0 … 1; 0 when neither map has any of the classes, for then they agree
 * @throws SfumatoError `sizeMismatch` when the lengths differ
 */
export function intersectionDistance(first: Uint8Array, second: Uint8Array, classes: readonly number[]): number {
  if (first.length !== second.length) throw new SfumatoError('sizeMismatch', `distance of label maps: wanted ${first.length} pixels, got ${second.length}`);
  const inFirst = new Float64Array(256);
  const inSecond = new Float64Array(256);
  const inBoth = new Float64Array(256);
  for (let at = 0; at < first.length; at++) {
    const [own, other] = [first[at]!, second[at]!];
    inFirst[own]!++;
    inSecond[other]!++;
    if (own === other) inBoth[own]!++;
  }
  let [sum, present] = [0, 0];
  for (const index of classes) {
    const union = inFirst[index]! + inSecond[index]! - inBoth[index]!;
    if (union === 0) continue;
    sum += 1 - inBoth[index]! / union;
    present++;
  }
  return present === 0 ? 0 : sum / present;
}

/** Label maps of one image. */
export interface LabelMapSets {
  /** What a model draws: one map a sample or member. */
  readonly samples: readonly Uint8Array[];
  /** What the experts drew: one map an expert. */
  readonly truths: readonly Uint8Array[];
  /** Classes that count, usually all but the background. */
  readonly classes: readonly number[];
}

/**
 * Squared generalised energy distance of two sets of label maps, 2 E d(S, Y) - E d(S, S') - E d(Y, Y') with d = 1 - IoU: small where a
 * model's samples spread as the experts do. A map paired with itself counts, as in the paper, so that equal sets have 0. Time: that of all pairs;
 * memory: three counts a class.
 * @returns 0 … 2, but for rounding
 * @throws SfumatoError `invalidInput` when a set is empty, `sizeMismatch` when maps differ in length
 * Source: Székely & Rizzo 2013, J. Stat. Plan. Inference 143(8), 1249; Kohl et al. 2018, arXiv:1806.05034, equation 4.
 */
export function energyDistance({ samples, truths, classes }: LabelMapSets): number {
  if (samples.length === 0 || truths.length === 0) {
    throw new SfumatoError('invalidInput', `energy distance: wanted maps on both sides, got ${samples.length} samples and ${truths.length} truths`);
  }
  let across = 0;
  for (const sample of samples) for (const truth of truths) across += intersectionDistance(sample, truth, classes);
  return (2 * across) / (samples.length * truths.length) - meanWithin(samples, classes) - meanWithin(truths, classes);
}

/** Mean distance of two maps drawn from the set, with a map to itself 0 away. */
function meanWithin(maps: readonly Uint8Array[], classes: readonly number[]): number {
  let sum = 0;
  for (let first = 0; first < maps.length; first++) {
    for (let second = 0; second < first; second++) sum += 2 * intersectionDistance(maps[first]!, maps[second]!, classes);
  }
  return sum / maps.length ** 2;
}
