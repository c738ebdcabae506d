import { SfumatoError } from '../../core/SfumatoError.ts';
import { mostProbableClasses } from '../../core/predictions/mostProbableClasses.ts';
import { entropyTerm } from './entropyTerm.ts';

/** What an ensemble says of each pixel of a box; doubt in nats, 0 … ln C. */
export interface EnsembleStatistics {
  /** [pixels * classes], mean over the members. */
  readonly mean: Float32Array;
  /** [pixels], most probable class of the mean; the lower one of two alike. */
  readonly prediction: Uint8Array;
  /** [pixels], entropy of the mean. */
  readonly predictiveEntropy: Float32Array;
  /** [pixels], what the members disagree about. */
  readonly mutualInformation: Float32Array;
  /** [pixels], mean of the members' entropies. */
  readonly expectedEntropy: Float32Array;
  /** [pixels * classes], biased variance over the members, 0 … 1/4; null unless asked for. */
  readonly variance: Float32Array | null;
  /** Each member's probabilities at the sampled pixels, [sampled * classes]; none unless asked for. */
  readonly sampled: readonly Float32Array[];
}

export interface StatisticsShape {
  readonly pixels: number;
  /** 2 … 255 */
  readonly classes: number;
  /** Left out: not kept. */
  readonly variance?: 'wanted' | undefined;
  /** Pixels of which every member's word is kept; left out: none. */
  readonly sampled?: Uint32Array | undefined;
}

/**
 * Takes an ensemble's members one at a time, so that no two maps of members lie in memory together: doubt from the mean
 * and the mean of entropies (Houlsby et al. 2011, arXiv:1112.5745; Lakshminarayanan et al. 2017, arXiv:1612.01474),
 * variance by Welford's recurrence (1962, Technometrics 4(3), doi:10.1080/00401706.1962.10490022).
 */
export class StreamingStatistics {
  readonly #pixels: number;
  readonly #classes: number;
  readonly #mean: Float32Array;
  /** Sum of the members' entropies, [pixels]. */
  readonly #entropies: Float32Array;
  /** Sum of squared differences from the mean, [pixels * classes]. */
  readonly #squares: Float32Array | null;
  readonly #sampledPixels: Uint32Array | null;
  readonly #sampled: Float32Array[] = [];
  #count = 0;

  constructor({ pixels, classes, variance, sampled = new Uint32Array() }: StatisticsShape) {
    this.#pixels = pixels;
    this.#classes = classes;
    this.#mean = new Float32Array(pixels * classes);
    this.#entropies = new Float32Array(pixels);
    this.#squares = variance === 'wanted' ? new Float32Array(pixels * classes) : null;
    this.#sampledPixels = sampled.length > 0 ? sampled : null;
  }

  /**
   * @param probabilities [pixels * classes], calibrated, summing to 1 over the classes; not kept
   * @returns the member's most probable class of each pixel; the lower one of two alike
   * @throws SfumatoError `invalidInput` when the length is another
   */
  add(probabilities: Float32Array): Uint8Array {
    const wanted = this.#pixels * this.#classes;
    if (probabilities.length !== wanted) {
      throw new SfumatoError('invalidInput', `a member's probabilities: wanted ${wanted} values, got ${probabilities.length}`);
    }
    this.#count++;
    this.#addMoments(probabilities);
    if (this.#sampledPixels) this.#sampled.push(pixelsOf(probabilities, this.#sampledPixels, this.#classes));
    addEntropies(this.#entropies, probabilities, this.#classes);
    return mostProbableClasses(probabilities, this.#classes);
  }

  /**
   * The statistics of the members so far; nothing can be added afterwards, for the mean is handed over and not copied.
   * @throws SfumatoError `invalidInput` when no member was added
   */
  finish(): EnsembleStatistics {
    if (this.#count === 0) throw new SfumatoError('invalidInput', 'ensemble statistics: wanted a member at least, got none');
    const mean = this.#mean;
    const predictiveEntropy = new Float32Array(this.#pixels);
    addEntropies(predictiveEntropy, mean, this.#classes);
    const expectedEntropy = this.#entropies;
    const mutualInformation = new Float32Array(this.#pixels);
    for (let pixel = 0; pixel < this.#pixels; pixel++) {
      const expected = expectedEntropy[pixel]! / this.#count;
      expectedEntropy[pixel] = expected;
      // By Jensen's inequality it is never negative; rounding may take it a hair below.
      mutualInformation[pixel] = Math.max(0, predictiveEntropy[pixel]! - expected);
    }
    const variance = this.#squares;
    if (variance) for (let at = 0; at < variance.length; at++) variance[at]! /= this.#count;
    return { mean, prediction: mostProbableClasses(mean, this.#classes), predictiveEntropy, mutualInformation, expectedEntropy, variance, sampled: this.#sampled };
  }

  #addMoments(probabilities: Float32Array): void {
    const mean = this.#mean;
    const squares = this.#squares;
    const share = 1 / this.#count;
    for (let at = 0; at < mean.length; at++) {
      const value = probabilities[at]!;
      const before = mean[at]!;
      const after = before + (value - before) * share;
      mean[at] = after;
      if (squares) squares[at]! += (value - before) * (value - after);
    }
  }
}

/** @returns [chosen * classes] */
function pixelsOf(probabilities: Float32Array, chosen: Uint32Array, classes: number): Float32Array {
  const kept = new Float32Array(chosen.length * classes);
  for (const [place, pixel] of chosen.entries()) kept.set(probabilities.subarray(pixel * classes, (pixel + 1) * classes), place * classes);
  return kept;
}

/** Adds each pixel's entropy to `sums`. */
function addEntropies(sums: Float32Array, probabilities: Float32Array, classes: number): void {
  const bits = new Int32Array(probabilities.buffer, probabilities.byteOffset, probabilities.length);
  if (classes === 2) {
    for (let pixel = 0, at = 0; pixel < sums.length; pixel++, at += 2) {
      sums[pixel]! += entropyTerm(probabilities[at]!, bits[at]!) + entropyTerm(probabilities[at + 1]!, bits[at + 1]!);
    }
    return;
  }
  for (let pixel = 0, at = 0; pixel < sums.length; pixel++) {
    let entropy = 0;
    for (const end = at + classes; at < end; at++) entropy += entropyTerm(probabilities[at]!, bits[at]!);
    sums[pixel]! += entropy;
  }
}
