import { clipBox } from '../geometry.ts';
import { heatMapKinds } from '../heatMaps.ts';
import type { HeatMapKind, HeatMapRange } from '../heatMaps.ts';
import { unlabelled } from '../labels/labelMap.ts';
import type { RegionRecord } from '../records.ts';
import { boxBlur } from './boxBlur.ts';
import { errorProbabilityTable } from './errorProbability.ts';
import { dilate, growRegion } from './growRegion.ts';
import type { RegionMask } from './growRegion.ts';
import { findPeaks } from './peaks.ts';
import type { Peak } from './peaks.ts';

/** One image's maps as they lie in its prediction file, and what is labelled already. */
export interface PredictedImage {
  readonly width: number;
  readonly height: number;
  readonly classCount: number;
  /** Most probable class of each pixel. */
  readonly prediction: Uint8Array;
  readonly maps: Readonly<Record<HeatMapKind, Uint8Array>>;
  readonly ranges: Readonly<Record<HeatMapKind, HeatMapRange>>;
  /** Class indices, 255 = not labelled. What is labelled is settled and is not asked again. */
  readonly labels: Uint8Array;
}

export type FoundRegion = Pick<RegionRecord, 'pixelCount' | 'score' | 'means' | 'proposedClass' | 'reason'> & RegionMask;

/** Side of the square a region stays in, in pixels: seen at once, and settled in seconds. */
export const regionWindowSide = 56;

/** Doubt is averaged over this many pixels to each side before peaks are looked for: single pixels are noise. */
const smoothingRadius = 4;

/** Regions of an image at most: more would be near-duplicates of these. */
const mostRegions = 64;

/** Below this mean probability of error around a place, nothing there is worth a look. */
const lowestPeak = 0.01;

/** A region reaches to where the probability of error has fallen to this share of its highest … */
const shareOfHighest = 0.35;
/** … but never takes in pixels that are all but sure. */
const lowestInside = 0.03;

/** Fewer pixels than this cannot be told from noise, nor be painted. */
const fewestPixels = 12;

/** A rim around the doubtful pixels, so that the border they hang on is in view and is settled too. */
const rimPx = 2;

/**
 * Where an expert's look is worth most. The predictive entropy is read as a probability of error; places where it
 * peaks, no two in the same window, grow into regions.
 * @returns highest score (expected number of wrong pixels) first; the same input gives the same regions
 */
export function findRegions(image: PredictedImage): FoundRegion[] {
  const { width, height } = image;
  const table = errorProbabilityTable(image.ranges.predictiveEntropy, image.classCount);
  const entropy = image.maps.predictiveEntropy;
  const error = new Float32Array(width * height);
  for (let index = 0; index < error.length; index++) {
    if (image.labels[index] === unlabelled) error[index] = table[entropy[index]!]!;
  }
  const smooth = boxBlur(error, width, height, smoothingRadius);
  const peaks = findPeaks(smooth, image, { distance: regionWindowSide, lowest: lowestPeak, most: mostRegions });
  const usual = usualBytes(image);
  const taken = new Uint8Array(width * height);
  const regions: FoundRegion[] = [];
  for (const peak of peaks) {
    const region = regionAround(peak, error, image, taken);
    if (region) regions.push(describe(region, error, image, usual));
  }
  return regions.sort((a, b) => b.score - a.score || a.box.y - b.box.y || a.box.x - b.box.x);
}

function regionAround(peak: Peak, error: Float32Array, image: PredictedImage, taken: Uint8Array): RegionMask | null {
  const { width, height } = image;
  const half = regionWindowSide / 2;
  const window = clipBox({ x: peak.x - half, y: peak.y - half, width: regionWindowSide, height: regionWindowSide }, width, height);
  const isFree = (index: number): boolean => taken[index] === 0 && image.labels[index] === unlabelled;
  const start = surestErrorNear(peak, error, image, isFree);
  if (start < 0) return null;
  const threshold = Math.max(lowestInside, shareOfHighest * error[start]!);
  const core = growRegion(error, image, { start, window, threshold, isFree });
  if (core.length < fewestPixels) return null;
  const region = dilate(core, image, { radius: rimPx, window, isFree });
  forEachInside(region, width, (index) => (taken[index] = 1));
  return region;
}

/** The pixel under the smoothed peak that is likeliest wrong: the smoothed one itself may lie between two ridges. */
function surestErrorNear(peak: Peak, error: Float32Array, { width, height }: PredictedImage, isFree: (index: number) => boolean): number {
  let best = -1;
  for (let y = Math.max(0, peak.y - smoothingRadius); y <= Math.min(height - 1, peak.y + smoothingRadius); y++) {
    for (let x = Math.max(0, peak.x - smoothingRadius); x <= Math.min(width - 1, peak.x + smoothingRadius); x++) {
      const index = y * width + x;
      if (isFree(index) && (best < 0 || error[index]! > error[best]!)) best = index;
    }
  }
  return best;
}

/** Mean and standard deviation of a map's bytes over the whole image. */
type Usual = Readonly<Record<HeatMapKind, { readonly mean: number; readonly deviation: number }>>;

function usualBytes(image: PredictedImage): Usual {
  const of = (kind: HeatMapKind): Usual[HeatMapKind] => {
    const map = image.maps[kind];
    const counts = new Uint32Array(256);
    for (let index = 0; index < map.length; index++) counts[map[index]!]!++;
    const mean = counts.reduce((sum, count, byte) => sum + count * byte, 0) / map.length;
    const variance = counts.reduce((sum, count, byte) => sum + count * (byte - mean) ** 2, 0) / map.length;
    return { mean, deviation: Math.sqrt(variance) };
  };
  return perKind(of);
}

function describe(region: RegionMask, error: Float32Array, image: PredictedImage, usual: Usual): FoundRegion {
  let pixelCount = 0;
  let score = 0;
  const classes = new Uint32Array(256);
  const sums = { predictiveEntropy: 0, mutualInformation: 0, expectedEntropy: 0, learnedLoss: 0 };
  forEachInside(region, image.width, (index) => {
    pixelCount++;
    score += error[index]!;
    classes[image.prediction[index]!]!++;
    for (const kind of heatMapKinds) sums[kind] += image.maps[kind][index]!;
  });
  const means = perKind((kind) => {
    const { minimum, maximum } = image.ranges[kind];
    return minimum + ((sums[kind] / pixelCount) * (maximum - minimum)) / 255;
  });
  // In standard scores, as the kinds have units and spreads of their own.
  const standsOut = (kind: HeatMapKind): number =>
    usual[kind].deviation === 0 ? 0 : (sums[kind] / pixelCount - usual[kind].mean) / usual[kind].deviation;
  const reason = heatMapKinds.reduce((best, kind) => (standsOut(kind) > standsOut(best) ? kind : best));
  return { ...region, pixelCount, score, means, proposedClass: classes.indexOf(Math.max(...classes)), reason };
}

function forEachInside({ box, mask }: RegionMask, imageWidth: number, visit: (index: number) => void): void {
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 1) visit((box.y + Math.floor(at / box.width)) * imageWidth + box.x + (at % box.width));
  }
}

function perKind<Value>(of: (kind: HeatMapKind) => Value): Record<HeatMapKind, Value> {
  return {
    predictiveEntropy: of('predictiveEntropy'),
    mutualInformation: of('mutualInformation'),
    expectedEntropy: of('expectedEntropy'),
    learnedLoss: of('learnedLoss'),
  };
}
