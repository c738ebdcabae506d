import type { PixelBox } from '../../src-main/core/geometry.ts';
import { tileSide } from '../../src-main/core/labels/labelMap.ts';
import type { TiledPlane } from '../../src-main/core/labels/TiledPlane.ts';

/**
 * Reads a box of labels as they look at a level: each pixel of the level is the label at the middle of the block it
 * stands for, as with predictions. Beyond the image's edge its outermost pixels go on.
 * @param box in the level's pixels; may reach beyond the level
 * @param target box.width x box.height values
 * @returns whether any value differs from the plane's fill
 */
export function gatherLabels<Data extends Uint8Array | Uint32Array>(plane: TiledPlane<Data>, level: number, box: PixelBox, target: Data): boolean {
  const { fill, width, height } = plane;
  const columnAt = centres(box.x, box.width, level, width);
  let isAny = false;
  for (let y = 0; y < box.height; y++) {
    const imageY = centre(box.y + y, level, height);
    const row = Math.floor(imageY / tileSide);
    const to = y * box.width;
    for (let x = 0; x < box.width; ) {
      const column = columnAt[x]! >> 8;
      const tile = plane.tile(column, row);
      let end = x + 1;
      while (end < box.width && columnAt[end]! >> 8 === column) end++;
      if (typeof tile === 'number') {
        target.fill(tile, to + x, to + end);
        isAny ||= tile !== fill;
      } else {
        const tileWidth = Math.min(tileSide, width - column * tileSide);
        const start = (imageY - row * tileSide) * tileWidth - column * tileSide;
        const part = { columnAt, x, end, start, to, fill };
        const hasAny = tile instanceof Uint8Array ? copyBytes(tile, target as Uint8Array, part) : copyWords(tile, target as Uint32Array, part);
        isAny ||= hasAny;
      }
      x = end;
    }
  }
  return isAny;
}

interface Part {
  readonly columnAt: Int32Array;
  readonly x: number;
  readonly end: number;
  /** Added to a column of the image, its place in the tile. */
  readonly start: number;
  readonly to: number;
  readonly fill: number;
}

// Twice the same, because a loop that meets two kinds of arrays runs several times slower on either.

function copyBytes(tile: Uint8Array, target: Uint8Array, { columnAt, x, end, start, to, fill }: Part): boolean {
  let isAny = false;
  for (let at = x; at < end; at++) {
    const value = tile[start + columnAt[at]!]!;
    target[to + at] = value;
    if (value !== fill) isAny = true;
  }
  return isAny;
}

function copyWords(tile: Uint32Array, target: Uint32Array, { columnAt, x, end, start, to, fill }: Part): boolean {
  let isAny = false;
  for (let at = x; at < end; at++) {
    const value = tile[start + columnAt[at]!]!;
    target[to + at] = value;
    if (value !== fill) isAny = true;
  }
  return isAny;
}

/** The image's column (or row) at the middle of the block that a pixel of a level stands for. */
export function centre(at: number, level: number, length: number): number {
  const middle = at * 2 ** level + (level === 0 ? 0 : 2 ** (level - 1));
  return middle < 0 ? 0 : middle >= length ? length - 1 : middle;
}

function centres(start: number, count: number, level: number, length: number): Int32Array {
  return Int32Array.from({ length: count }, (_, at) => centre(start + at, level, length));
}
