import { clipBox } from '../geometry.ts';
import type { PixelBox } from '../geometry.ts';
import type { ImageSize } from '../labels/labelTiles.ts';
import { regionWindowSide } from './findRegions.ts';
import { dilate, growRegion } from './growRegion.ts';
import type { RegionMask } from './growRegion.ts';

/**
 * Pixels over a threshold, connected by their sides, in regions of the usual size: what reaches beyond a window is the next region.
 * @param values [pixels]
 * @param rule.fewest pixels of a region; smaller ones are left out
 * @returns in the order of their first pixels, row by row
 */
export function connectedRegions(values: Float32Array, size: ImageSize, rule: { readonly threshold: number; readonly fewest: number }): RegionMask[] {
  const taken = new Uint8Array(values.length);
  const isFree = (pixel: number): boolean => taken[pixel] === 0;
  const regions: RegionMask[] = [];
  for (let start = 0; start < values.length; start++) {
    if (values[start]! < rule.threshold || !isFree(start)) continue;
    const window = windowBelow(start, size);
    const pixels = growRegion(values, size, { start, window, threshold: rule.threshold, isFree });
    for (const pixel of pixels) taken[pixel] = 1;
    if (pixels.length < rule.fewest) continue;
    const inside = new Set(pixels);
    regions.push(dilate(pixels, size, { radius: 0, window, isFree: (pixel) => inside.has(pixel) }));
  }
  return regions;
}

/** The first pixel of a region in row order is on its top row. */
function windowBelow(start: number, { width, height }: ImageSize): PixelBox {
  const box = { x: (start % width) - regionWindowSide / 2, y: Math.floor(start / width), width: regionWindowSide, height: regionWindowSide };
  return clipBox(box, width, height);
}
