import { clipBox } from '../geometry.ts';
import { unlabelled } from '../labels/labelMap.ts';
import { boxBlur } from './boxBlur.ts';
import { errorMap } from './errorMap.ts';
import type { FoundRegion } from './FoundRegion.ts';
import { dilate, forEachInside, growRegion } from './growRegion.ts';
import type { RegionMask } from './growRegion.ts';
import { findPeaks } from './peaks.ts';
import type { Peak } from './peaks.ts';
import type { PredictedImage } from './PredictedImage.ts';
import { RegionDescriber } from './RegionDescriber.ts';
import { squareAround } from './squareAround.ts';

/** Side of the square a region stays in, in pixels: seen at once, and settled in seconds. */
export const regionWindowSide = 56;

/** Doubt is averaged over this many pixels to each side before peaks are looked for: single pixels are noise. */
const smoothingRadius = 4;

/** Regions of an image at most: more would be near-duplicates of these. */
const mostRegions = 64;

/** A region reaches to where the map has fallen to this share of its highest, but never takes in pixels that are all but sure. */
const shareOfHighest = 0.35;

/** Fewer pixels than this cannot be told from noise, nor be painted. */
const fewestPixels = 12;

/** A rim around the doubtful pixels, so that the border they hang on is in view and is settled too. */
const rimPx = 2;

/** What regions grow by: more of it is more worth a look. */
export interface RegionMap {
  /** [pixels], 0 where nothing is to be asked. */
  readonly values: Float32Array;
  /** Below this mean around a place, nothing there is worth a look. */
  readonly lowestPeak: number;
  /** Pixels below it belong to no region. */
  readonly lowestInside: number;
}

/** The map of the probability of error. @param error as `errorMap` gives it */
export function mapOfErrors(error: Float32Array): RegionMap {
  return { values: error, lowestPeak: 0.01, lowestInside: 0.03 };
}

/** What a place where a map peaks grows into: all that is doubtful there, or the square around it. */
export type RegionShape = 'doubtful' | 'square';

/**
 * Where an expert's look is worth most by a map: places where it peaks, no two in the same window, grow into regions.
 * @param by default the probability of error
 * @param shape default `doubtful`
 * @returns highest sum of the map first; the same input gives the same regions
 */
export function findRegions(image: PredictedImage, by?: RegionMap, shape: RegionShape = 'doubtful'): FoundRegion[] {
  const error = errorMap(image);
  const map = by ?? mapOfErrors(error);
  const smooth = boxBlur(map.values, image.width, image.height, smoothingRadius);
  const peaks = findPeaks(smooth, image, { distance: regionWindowSide, lowest: map.lowestPeak, most: mostRegions });
  const describer = new RegionDescriber(image, error);
  const taken = new Uint8Array(image.width * image.height);
  const regions: FoundRegion[] = [];
  for (const peak of peaks) {
    const region = regionAround(peak, map, { image, shape, taken });
    if (!region) continue;
    forEachInside(region, image.width, (index) => (taken[index] = 1));
    regions.push(describer.describe(region, map.values));
  }
  const sum = ({ worth, pixelCount }: FoundRegion): number => worth * pixelCount;
  return regions.sort((a, b) => sum(b) - sum(a) || a.box.y - b.box.y || a.box.x - b.box.x);
}

interface Place {
  readonly image: PredictedImage;
  readonly shape: RegionShape;
  /** [pixels], 1 where a region lies already. */
  readonly taken: Uint8Array;
}

function regionAround(peak: Peak, { values, lowestInside }: RegionMap, { image, shape, taken }: Place): RegionMask | null {
  const { width, height } = image;
  const half = regionWindowSide / 2;
  const window = clipBox({ x: peak.x - half, y: peak.y - half, width: regionWindowSide, height: regionWindowSide }, width, height);
  const isFree = (index: number): boolean => taken[index] === 0 && image.labels[index] === unlabelled;
  const start = highestNear(peak, values, image, isFree);
  if (start < 0) return null;
  const threshold = Math.max(lowestInside, shareOfHighest * values[start]!);
  const core = growRegion(values, image, { start, window, threshold, isFree });
  if (core.length < fewestPixels) return null;
  const middle = peak.y * width + peak.x;
  return shape === 'square' ? squareAround(isFree(middle) ? middle : start, image, isFree) : dilate(core, image, { radius: rimPx, window, isFree });
}

/** The highest pixel under the smoothed peak: the smoothed one itself may lie between two ridges. */
function highestNear(peak: Peak, values: Float32Array, { width, height }: PredictedImage, isFree: (index: number) => boolean): number {
  let best = -1;
  for (let y = Math.max(0, peak.y - smoothingRadius); y <= Math.min(height - 1, peak.y + smoothingRadius); y++) {
    for (let x = Math.max(0, peak.x - smoothingRadius); x <= Math.min(width - 1, peak.x + smoothingRadius); x++) {
      const index = y * width + x;
      if (isFree(index) && (best < 0 || values[index]! > values[best]!)) best = index;
    }
  }
  return best;
}
