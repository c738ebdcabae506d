import { clipBox } from '../geometry.ts';
import type { PixelBox } from '../geometry.ts';
import type { ImageSize } from '../labels/labelTiles.ts';
import type { DisplayWindow } from './SampleWindow.ts';
import { slic } from './slic.ts';
import type { SlicOptions } from './slic.ts';
import { superpixelLines } from './superpixelLines.ts';

/** Images up to this side are clustered as a whole. */
export const largestWhole = 1024;
/** Larger ones in blocks of this side, in fixed places: superpixels stay where they are while the view moves. */
export const blockSide = 512;
/** Grid cells around a block that are clustered with it: past them its pixels hardly feel where the window ends. */
const marginCells = 4;
/** Cells away from a pixel that its superpixel can reach: a cluster spans two, and takes in fragments beside it. */
const reachCells = 3;

/** Superpixels of one block of an image. */
export interface SuperpixelBlock {
  readonly box: PixelBox;
  /** Number of each pixel's superpixel, of the whole image: one that crosses into the next block has the same number there. */
  readonly ids: Int32Array;
  /** Lines between superpixels, see `superpixelLines`; those at the left and upper border too. */
  readonly lines: Int32Array;
}

/** The blocks of an image that a box touches. */
export function superpixelBlocks({ width, height }: ImageSize, box: PixelBox): PixelBox[] {
  const inside = clipBox(box, width, height);
  if (inside.width === 0 || inside.height === 0) return [];
  if (width <= largestWhole && height <= largestWhole) return [{ x: 0, y: 0, width, height }];
  const blocks: PixelBox[] = [];
  for (let y = inside.y - (inside.y % blockSide); y < inside.y + inside.height; y += blockSide) {
    for (let x = inside.x - (inside.x % blockSide); x < inside.x + inside.width; x += blockSide) {
      blocks.push(clipBox({ x, y, width: blockSide, height: blockSide }, width, height));
    }
  }
  return blocks;
}

/** The part of the image that a block is computed from: itself and a margin. */
export function blockWindow(image: ImageSize, box: PixelBox, sidePx: number): PixelBox {
  return widened(box, marginCells * sidePx, image);
}

/** Where superpixels may lie that a box touches. */
export function superpixelReach(image: ImageSize, box: PixelBox, sidePx: number): PixelBox {
  return widened(box, reachCells * sidePx, image);
}

/**
 * Superpixels of a block. Every block clusters with centres that start on the image's own grid, and looks beyond its border:
 * neighbours come to the same clusters there, so that a superpixel goes on under the same number in the next block.
 * @param window of `around`, in display units
 * @param around the box that `blockWindow` gave
 * @param box the block, inside `around`
 */
export function superpixelBlock(window: DisplayWindow, around: PixelBox, box: PixelBox, image: ImageSize, options: SlicOptions): SuperpixelBlock {
  const { width, ids } = slic(window, options, { image, x: around.x, y: around.y });
  // One pixel more to the left and above, where there is one: the lines at these borders are this block's to draw.
  const framed = { x: Math.max(box.x - 1, around.x), y: Math.max(box.y - 1, around.y) };
  const frame = { ...framed, width: box.x + box.width - framed.x, height: box.y + box.height - framed.y };
  const lines = superpixelLines({ width: frame.width, height: frame.height, ids: cut(ids, width, around, frame) }, frame);
  return { box, ids: cut(ids, width, around, box), lines };
}

function cut(ids: Int32Array, width: number, around: PixelBox, box: PixelBox): Int32Array {
  const part = new Int32Array(box.width * box.height);
  for (let row = 0; row < box.height; row++) {
    const from = (box.y - around.y + row) * width + box.x - around.x;
    part.set(ids.subarray(from, from + box.width), row * box.width);
  }
  return part;
}

function widened({ x, y, width, height }: PixelBox, margin: number, image: ImageSize): PixelBox {
  return clipBox({ x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin }, image.width, image.height);
}
