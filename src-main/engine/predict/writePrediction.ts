import { mkdir, open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { HeatMapKind, HeatMapRange, OptionalMapKind, OptionalMapRanges } from '../../core/heatMaps.ts';
import { optionalMapsOf, planeCount, planeIndex } from '../../core/predictions/predictionFile.ts';
import type { PlaneCounts, PredictionPlane } from '../../core/predictions/predictionFile.ts';
import { largestMeanVariance, meanVariance, probabilityDoubts } from '../../core/predictions/probabilityDoubts.ts';
import type { EngineImage, PredictOutcome, TileShare } from '../engineApi.ts';
import { partialName, renameDurably } from '../../files/atomicFile.ts';
import { systemError } from '../../files/systemError.ts';
import { LossMap } from './lossMap.ts';
import { MapHistogram } from './MapHistogram.ts';
import { PredictableImage } from './PredictableImage.ts';
import type { CoreOutcome } from './predictCore.ts';
import { predictWindows } from './predictWindows.ts';
import type { PredictingEnsemble } from './WindowStep.ts';

type EntropyKind = Exclude<HeatMapKind, 'learnedLoss'>;
const entropyKinds: readonly EntropyKind[] = ['predictiveEntropy', 'mutualInformation', 'expectedEntropy'];

/** Rows of the learned loss enlarged at a time. */
const bandRows = 256;

/**
 * Predicts one image with all members and writes its maps: see `predictionFile.ts`. The file appears whole or not at all.
 * @throws SfumatoError `cancelled`, `diskFull`, `corrupt` …
 */
export async function writePrediction(
  ensemble: PredictingEnsemble,
  image: EngineImage,
  { outputFolder, signal, tileShare = 1 }: { readonly outputFolder: string; readonly signal: AbortSignal; readonly tileShare?: TileShare },
): Promise<PredictOutcome> {
  const { imageId, width, height } = image;
  if (basename(imageId) !== imageId || imageId.startsWith('.')) {
    throw new SfumatoError('invalidInput', `prediction of image ${imageId}: wanted an identifier that can name a file`);
  }
  const path = join(outputFolder, `${imageId}.maps`);
  const temporary = partialName(path);
  const counts = { classCount: ensemble.file.classes.length, memberCount: ensemble.members.length };
  const { hasDistances = false } = ensemble;
  const planes = { ...counts, hasDistances, ranges: optionalRangesOf(ensemble) };
  const source = await PredictableImage.open(image, ensemble.file.normalisation);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'w');
    try {
      await file.truncate(width * height * planeCount(planes));
      const maps = await writePlanes(file, ensemble, source, { width, height, signal, counts: planes, tileShare });
      await file.sync();
      await file.close();
      await renameDurably(temporary, path);
      return { imageId, path, ...maps, ...counts, ...(hasDistances && { hasDistances }) };
    } finally {
      await file.close();
    }
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw systemError(thrown, path);
  } finally {
    await source.close();
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly signal: AbortSignal;
  readonly counts: PlaneCounts & { readonly ranges: OptionalMapRanges };
  readonly tileShare: TileShare;
}

async function writePlanes(file: FileHandle, ensemble: PredictingEnsemble, source: PredictableImage, size: Size): Promise<Pick<PredictOutcome, 'ranges' | 'means'>> {
  const { width, height } = size;
  const { ranges } = size.counts;
  const classCount = ensemble.file.classes.length;
  const optionalMaps = optionalMapsOf(ranges).map((kind) => ({ kind, range: ranges[kind]!, histogram: new MapHistogram() }));
  const largestEntropy = Math.log(classCount);
  const disagreement = new MapHistogram();
  const lossMap = new LossMap(width, height);
  const sums: Record<HeatMapKind, number> = { predictiveEntropy: 0, mutualInformation: 0, expectedEntropy: 0, learnedLoss: 0 };
  const visit = async (outcome: CoreOutcome): Promise<void> => {
    await writeBox(file, 'prediction', outcome, outcome.prediction, size);
    for (const kind of entropyKinds) {
      sums[kind] += sumOf(outcome[kind]);
      const bytes = quantise(outcome[kind], largestEntropy);
      if (kind === 'mutualInformation') disagreement.add(bytes);
      await writeBox(file, kind, outcome, bytes, size);
    }
    for (let index = 0; index < classCount; index++) {
      await writeBox(file, `probability-${index}`, outcome, probabilityOf(index, outcome.probabilities, classCount), size);
    }
    for (const [member, prediction] of outcome.members.entries()) await writeBox(file, `member-${member}`, outcome, prediction, size);
    const doubts = optionalDoubts(outcome, classCount);
    for (const { kind, range, histogram } of optionalMaps) {
      const bytes = quantise(doubts[kind]!, range.maximum);
      histogram.add(bytes);
      await writeBox(file, kind, outcome, bytes, size);
    }
    if (outcome.distances) await writeBox(file, 'objectDistance', outcome, quantise(outcome.distances, 1), size);
    lossMap.place(outcome.window, outcome.learnedLoss);
  };
  await predictWindows(ensemble, source, { ...size, visit, ...(ranges.memberVariance && { variance: 'wanted' }) });
  const largestLoss = lossMap.robustMaximum();
  for (let top = 0; top < height; top += bandRows) {
    const values = lossMap.pixels(top, Math.min(height, top + bandRows), width);
    sums.learnedLoss += sumOf(values);
    await writeAll(file, quantise(values, largestLoss), offsetOf('learnedLoss', size) + top * width);
  }
  const entropyRange: HeatMapRange = { minimum: 0, maximum: largestEntropy };
  const mean = (kind: HeatMapKind): number => sums[kind] / (width * height);
  return {
    ranges: {
      predictiveEntropy: entropyRange,
      // Members mostly agree: over the whole range of entropies their map would be dark everywhere.
      mutualInformation: { ...entropyRange, displayMaximum: disagreement.displayMaximum(largestEntropy) },
      expectedEntropy: entropyRange,
      learnedLoss: { minimum: 0, maximum: largestLoss },
      ...Object.fromEntries(optionalMaps.map(({ kind, range, histogram }) => [kind, { ...range, displayMaximum: histogram.displayMaximum(range.maximum) }])),
    },
    means: {
      predictiveEntropy: mean('predictiveEntropy'),
      mutualInformation: mean('mutualInformation'),
      expectedEntropy: mean('expectedEntropy'),
      learnedLoss: mean('learnedLoss'),
    },
  };
}

/** Which optional maps an ensemble's predictions have, and what their bytes span. */
function optionalRangesOf({ file, members, hasConfidence = false }: PredictingEnsemble): OptionalMapRanges {
  const upTo = (maximum: number): HeatMapRange => ({ minimum: 0, maximum });
  const classCount = file.classes.length;
  return {
    ...(members.length > 1 && { memberVariance: upTo(largestMeanVariance(classCount)) }),
    margin: upTo(1),
    maximumProbability: upTo(1 - 1 / classCount),
    ...(hasConfidence && { learnedConfidence: upTo(1) }),
  };
}

function optionalDoubts({ probabilities, variance, confidence }: CoreOutcome, classCount: number): { readonly [Kind in OptionalMapKind]?: Float32Array } {
  return {
    ...probabilityDoubts(probabilities, classCount),
    ...(variance && { memberVariance: meanVariance(variance, classCount) }),
    ...(confidence && { learnedConfidence: confidence.map((value) => 1 - value) }),
  };
}

/** Writes a core's bytes into a plane, row by row where it is narrower than the image. */
async function writeBox(file: FileHandle, plane: PredictionPlane, { window: { core } }: CoreOutcome, bytes: Uint8Array, size: Size): Promise<void> {
  const { width } = size;
  const start = offsetOf(plane, size) + core.y * width + core.x;
  if (core.width === width) return writeAll(file, bytes, start);
  for (let row = 0; row < core.height; row++) {
    await writeAll(file, bytes.subarray(row * core.width, (row + 1) * core.width), start + row * width);
  }
}

/** Byte at which a plane begins. */
function offsetOf(plane: PredictionPlane, { width, height, counts }: Size): number {
  return planeIndex(plane, counts)! * width * height;
}

/** One class's probabilities as bytes. @param probabilities [pixels, classes] */
function probabilityOf(index: number, probabilities: Float32Array, classCount: number): Uint8Array {
  const bytes = new Uint8Array(probabilities.length / classCount);
  for (let pixel = 0; pixel < bytes.length; pixel++) bytes[pixel] = Math.round(probabilities[pixel * classCount + index]! * 255);
  return bytes;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** @returns values 0 … maximum as bytes 0 … 255, rounded; what lies outside is clipped */
export function quantise(values: Float32Array, maximum: number): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) {
    bytes[at] = Math.min(255, Math.max(0, Math.round((values[at]! / maximum) * 255)));
  }
  return bytes;
}

function sumOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
