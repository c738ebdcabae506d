import type { PixelBox } from '../../src-main/core/geometry.ts';
import { tileSide } from '../../src-main/core/labels/labelMap.ts';
import { levelSize } from '../../src-main/core/pyramid.ts';
import type { Samples } from '../canvas/paintImage.ts';
import type { Size } from '../canvas/viewTransform.ts';

/** One plane of an image's pyramid, as far as it is in memory. */
export interface TiledPyramid {
  readonly image: Size;
  readonly levelCount: number;
  /** Values a pixel. */
  readonly perPixel: number;
  /** A tile in memory; null when it is not there. */
  tile(level: number, column: number, row: number): Samples | null;
}

/** How much of a box was found: all at the level asked for, all but partly from coarser levels, or not all of it. */
export type Completeness = 'sharp' | 'coarse' | 'missing';

/**
 * Puts a box of a level together from the tiles in memory; where a tile is not there, from the next coarser one that is.
 * Beyond the image's edge its outermost pixels go on.
 * @param box in the level's pixels; may reach beyond the level
 * @param target box.width x box.height pixels of `perPixel` values; what no tile is found for is left as it is
 */
export function gatherPlane(pyramid: TiledPyramid, level: number, box: PixelBox, target: Samples): Completeness {
  const size = levelSize(pyramid.image, level);
  let found: Completeness = 'sharp';
  const left = clamp(box.x, size.width - 1);
  const right = clamp(box.x + box.width - 1, size.width - 1);
  const top = clamp(box.y, size.height - 1);
  const bottom = clamp(box.y + box.height - 1, size.height - 1);
  for (let row = Math.floor(top / tileSide); row * tileSide <= bottom; row++) {
    for (let column = Math.floor(left / tileSide); column * tileSide <= right; column++) {
      // The rim of the image also gives the pixels beyond it.
      const part = {
        x0: column * tileSide <= left ? box.x : column * tileSide,
        y0: row * tileSide <= top ? box.y : row * tileSide,
        x1: (column + 1) * tileSide > right ? box.x + box.width : (column + 1) * tileSide,
        y1: (row + 1) * tileSide > bottom ? box.y + box.height : (row + 1) * tileSide,
      };
      const foundLevel = copyPart(pyramid, level, { column, row }, part, box, size, target);
      if (foundLevel < 0) found = 'missing';
      else if (foundLevel > level && found === 'sharp') found = 'coarse';
    }
  }
  return found;
}

interface Part {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** @returns the level the pixels came from, -1 for none */
function copyPart(
  pyramid: TiledPyramid,
  level: number,
  place: { readonly column: number; readonly row: number },
  part: Part,
  box: PixelBox,
  size: Size,
  target: Samples,
): number {
  const { perPixel } = pyramid;
  for (let from = level; from < pyramid.levelCount; from++) {
    const shift = from - level;
    const column = place.column >> shift;
    const row = place.row >> shift;
    const tile = pyramid.tile(from, column, row);
    if (!tile) continue;
    const fromSize = levelSize(pyramid.image, from);
    const tileWidth = Math.min(tileSide, fromSize.width - column * tileSide);
    for (let y = part.y0; y < part.y1; y++) {
      const rowStart = ((clamp(y, size.height - 1) >> shift) - row * tileSide) * tileWidth - column * tileSide;
      let to = ((y - box.y) * box.width + part.x0 - box.x) * perPixel;
      const isInside = part.x0 >= 0 && part.x1 <= size.width;
      if (shift === 0 && isInside) {
        const start = (rowStart + part.x0) * perPixel;
        // Same type on both sides: planes and targets are made for one another.
        (target as Uint8Array).set((tile as Uint8Array).subarray(start, start + (part.x1 - part.x0) * perPixel), to);
        continue;
      }
      for (let x = part.x0; x < part.x1; x++) {
        const at = (rowStart + (clamp(x, size.width - 1) >> shift)) * perPixel;
        for (let value = 0; value < perPixel; value++) target[to++] = tile[at + value]!;
      }
    }
    return from;
  }
  return -1;
}

function clamp(value: number, last: number): number {
  return value < 0 ? 0 : value > last ? last : value;
}
