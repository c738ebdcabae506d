import { clipBox } from '../geometry.ts';
import type { ImageSize } from '../labels/labelTiles.ts';
import { dilate, growRegion } from './growRegion.ts';
import type { RegionMask } from './growRegion.ts';

/**
 * Side of a square that is asked whole, pixels: seen at once. A larger one takes fewer looks and strokes for as many labels, a smaller one
 * shows more places. A first guess: trials of `benchmarks/loop` spoke for 48 more often than for 32, and for 32 on images hardly larger.
 */
export const squareSide = 48;

/**
 * The square around a pixel, moved inside the image where that is large enough: what of it is free and hangs together with the pixel.
 * @param start index of a free pixel
 */
export function squareAround(start: number, size: ImageSize, isFree: (index: number) => boolean): RegionMask {
  const { width, height } = size;
  const inside = (centre: number, length: number): number => Math.max(0, Math.min(centre - squareSide / 2, length - squareSide));
  const window = clipBox({ x: inside(start % width, width), y: inside(Math.floor(start / width), height), width: squareSide, height: squareSide }, width, height);
  const everything = { window, isFree };
  return dilate(growRegion(null, size, { start, ...everything }), size, { radius: 0, ...everything });
}
