import { unlabelled } from '../../labels/labelMap.ts';
import type { ImageSize } from '../../labels/labelTiles.ts';
import { connectedRegions } from '../connectedRegions.ts';
import type { RegionMask } from '../growRegion.ts';
import type { LabelWords } from './LabelWords.ts';

/** Fewer connected pixels are the usual play of two hands along one border, no difference of opinion. */
export const fewestContradictedPixels = 12;

/**
 * Labelled pixels of which two people have said different things, unsettled so far: they must not train, as nobody knows which
 * of the two is right.
 * @param labels [pixels], 255 = not labelled
 * @returns [pixels], 1 where contradicted
 */
export function contradictedPixels(labels: Uint8Array, words: LabelWords): Uint8Array {
  return labels.map((label, pixel) => (label !== unlabelled && words.isContradicted(pixel) ? 1 : 0));
}

/** Leaves out of labels what is contradicted. @returns a copy */
export function withoutContradicted(labels: Uint8Array, words: LabelWords): Uint8Array<ArrayBuffer> {
  const contradicted = contradictedPixels(labels, words);
  return labels.map((label, pixel) => (contradicted[pixel] === 1 ? unlabelled : label));
}

/** Connected contradicted pixels, each region within a window of the usual size, in row order. */
export function contradictedRegions(contradicted: Uint8Array, size: ImageSize): RegionMask[] {
  return connectedRegions(Float32Array.from(contradicted), size, { threshold: 1, fewest: fewestContradictedPixels });
}
