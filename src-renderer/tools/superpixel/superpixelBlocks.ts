import { clipBox } from '../../../src-main/core/geometry.ts';
import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { ImageSize } from '../../../src-main/core/labels/labelTiles.ts';
import type { Superpixels } from '../../../src-main/core/vision/slic.ts';

/** Images up to this side are clustered as a whole. */
export const largestWhole = 1024;
/** Larger ones in blocks of this side, in fixed places: superpixels stay where they are while the view moves. */
export const blockSide = 512;

/** The blocks of an image that a box touches. */
export function superpixelBlocks(size: ImageSize, box: PixelBox): PixelBox[] {
  const { width, height } = size;
  if (width <= largestWhole && height <= largestWhole) return [{ x: 0, y: 0, width, height }];
  const inside = clipBox(box, width, height);
  const blocks: PixelBox[] = [];
  if (inside.width === 0 || inside.height === 0) return blocks;
  for (let y = inside.y - (inside.y % blockSide); y < inside.y + inside.height; y += blockSide) {
    for (let x = inside.x - (inside.x % blockSide); x < inside.x + inside.width; x += blockSide) {
      blocks.push(clipBox({ x, y, width: blockSide, height: blockSide }, width, height));
    }
  }
  return blocks;
}

/**
 * The lines between superpixels, along pixel sides: four image coordinates each, the two ends. Neighbouring sides are
 * joined to one line, so that there are few to draw.
 */
export function superpixelLines({ width, height, ids }: Superpixels, { x: left, y: top }: PixelBox): Int32Array {
  const lines: number[] = [];
  for (let y = 1; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ids[y * width + x] === ids[(y - 1) * width + x]) continue;
      const start = x;
      while (x < width && ids[y * width + x] !== ids[(y - 1) * width + x]) x++;
      lines.push(left + start, top + y, left + x, top + y);
    }
  }
  for (let x = 1; x < width; x++) {
    for (let y = 0; y < height; y++) {
      if (ids[y * width + x] === ids[y * width + x - 1]) continue;
      const start = y;
      while (y < height && ids[y * width + x] !== ids[y * width + x - 1]) y++;
      lines.push(left + x, top + start, left + x, top + y);
    }
  }
  return Int32Array.from(lines);
}
