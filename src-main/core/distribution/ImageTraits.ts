/** What of an image can be told in plain words. */
export interface ImageTraits {
  /** Mean and standard deviation of what a network sees of it, where 0 … 1 is all that its samples can be. */
  readonly mean: number;
  readonly deviation: number;
  readonly isColoured: boolean;
  /** Width of a pixel, micrometres; null where nobody knows. */
  readonly pixelSizeUm: number | null;
}

/** Between which the traits of a model's training images lie. */
export interface TraitRanges {
  readonly mean: readonly [number, number];
  readonly deviation: readonly [number, number];
  readonly coloured: 'all' | 'none' | 'some';
  /** Null where no image has a pixel size. */
  readonly pixelSizeUm: readonly [number, number] | null;
}

export const unlikeReasons = ['darker', 'brighter', 'flatter', 'harsher', 'grey', 'coloured', 'finerPixels', 'coarserPixels'] as const;

/** How an image differs from the training images, where that can be told in plain words. */
export type UnlikeReason = (typeof unlikeReasons)[number];

/** How far outside their range a mean may lie, of all that samples can be. */
const meanMargin = 0.1;
/** The same of contrast and of pixel size, as a factor. */
const deviationFactor = 1.5;
const pixelSizeFactor = 1.5;

/** @param images one at least */
export function rangesOf(images: readonly ImageTraits[]): TraitRanges {
  const range = (values: readonly number[]): readonly [number, number] => [Math.min(...values), Math.max(...values)];
  const sizes = images.flatMap(({ pixelSizeUm }) => pixelSizeUm ?? []);
  const coloured = images.filter(({ isColoured }) => isColoured).length;
  return {
    mean: range(images.map(({ mean }) => mean)),
    deviation: range(images.map(({ deviation }) => deviation)),
    coloured: coloured === 0 ? 'none' : coloured === images.length ? 'all' : 'some',
    pixelSizeUm: sizes.length === 0 ? null : range(sizes),
  };
}

/** @returns every way in which an image lies clearly outside the ranges; none where nothing so plain sets it apart */
export function reasonsOf({ mean, deviation, isColoured, pixelSizeUm }: ImageTraits, ranges: TraitRanges): UnlikeReason[] {
  const checks: readonly (readonly [UnlikeReason, boolean])[] = [
    ['darker', mean < ranges.mean[0] - meanMargin],
    ['brighter', mean > ranges.mean[1] + meanMargin],
    ['flatter', deviation < ranges.deviation[0] / deviationFactor],
    ['harsher', deviation > ranges.deviation[1] * deviationFactor],
    ['grey', ranges.coloured === 'all' && !isColoured],
    ['coloured', ranges.coloured === 'none' && isColoured],
    ['finerPixels', pixelSizeUm !== null && ranges.pixelSizeUm !== null && pixelSizeUm < ranges.pixelSizeUm[0] / pixelSizeFactor],
    ['coarserPixels', pixelSizeUm !== null && ranges.pixelSizeUm !== null && pixelSizeUm > ranges.pixelSizeUm[1] * pixelSizeFactor],
  ];
  return checks.flatMap(([reason, holds]) => (holds ? [reason] : []));
}
