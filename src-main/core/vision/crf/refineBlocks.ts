import { clipBox } from '../../geometry.ts';
import type { PixelBox } from '../../geometry.ts';
import type { ImageSize } from '../../labels/labelTiles.ts';
import { widenBox } from '../../labels/spans.ts';
import type { CrfOptions } from './denseCrf.ts';

/** Levels up to this side are refined as a whole. */
const largestWhole = 1024;
/** Larger ones in blocks of whole tiles, in fixed places: what is refined stays as it is while the view moves. */
const blockSide = 512;
/** Beyond two deviations pixels hardly speak to each other; and no more than this, or the margins take longer than the block. */
const largestMargin = 64;

/** The blocks of a level that a box touches, those nearest its middle first. */
export function refineBlocks(level: ImageSize, box: PixelBox): PixelBox[] {
  const { width, height } = level;
  if (width <= largestWhole && height <= largestWhole) return [{ x: 0, y: 0, width, height }];
  const inside = clipBox(box, width, height);
  const blocks: PixelBox[] = [];
  for (let y = inside.y - (inside.y % blockSide); y < inside.y + inside.height; y += blockSide) {
    for (let x = inside.x - (inside.x % blockSide); x < inside.x + inside.width; x += blockSide) {
      blocks.push(clipBox({ x, y, width: blockSide, height: blockSide }, width, height));
    }
  }
  const [middleX, middleY] = [inside.x + inside.width / 2, inside.y + inside.height / 2];
  const distance = (block: PixelBox): number => Math.hypot(block.x + block.width / 2 - middleX, block.y + block.height / 2 - middleY);
  return blocks.sort((first, second) => distance(first) - distance(second));
}

/** A block with the part of the image around it that is looked at. @param options of the block's level */
export function aroundBlock(block: PixelBox, level: ImageSize, { appearanceReachPx }: CrfOptions): PixelBox {
  return widenBox(block, Math.min(Math.ceil(2 * appearanceReachPx), largestMargin), level);
}
