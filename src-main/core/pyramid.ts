import type { PixelBox } from './geometry.ts';
import { tileSide } from './labels/labelMap.ts';
import type { ImageSize } from './labels/labelTiles.ts';

/**
 * Levels of an image's pyramid: level 0 is full size, each further one half as wide and high, rounded up. The last is
 * the first that fits into one tile.
 */
export function levelCount(width: number, height: number): number {
  let levels = 1;
  while (levelSide(Math.max(width, height), levels - 1) > tileSide) levels++;
  return levels;
}

/** Pixels of a side of length `side` at a level. */
export function levelSide(side: number, level: number): number {
  return Math.ceil(side / 2 ** level);
}

export function levelSize(size: ImageSize, level: number): ImageSize {
  return { width: levelSide(size.width, level), height: levelSide(size.height, level) };
}

/** Tiles a row and a column of an image (or level) of this size. */
export function tileGrid(size: ImageSize): { readonly columns: number; readonly rows: number } {
  return { columns: Math.ceil(size.width / tileSide), rows: Math.ceil(size.height / tileSide) };
}

/** The pixels of the whole image that a box of a level stands for, cut at the image's edge. */
export function boxAtFullSize(box: PixelBox, level: number, size: ImageSize): PixelBox {
  const scale = 2 ** level;
  const x = box.x * scale;
  const y = box.y * scale;
  return {
    x,
    y,
    width: Math.min(box.width * scale, size.width - x),
    height: Math.min(box.height * scale, size.height - y),
  };
}

/**
 * Layout of a pyramid file: level 0 first, then each coarser one; in a level tile after tile, row-major, each with its
 * rows top to bottom and cut at the level's edge, so that a tile is one piece.
 * @returns where a tile begins, in pixels from the file's beginning
 */
export function pyramidTileOffset(size: ImageSize, { level, column, row }: { readonly level: number; readonly column: number; readonly row: number }): number {
  let before = 0;
  for (let finer = 0; finer < level; finer++) before += levelSide(size.width, finer) * levelSide(size.height, finer);
  const { width, height } = levelSize(size, level);
  const tileHeight = Math.min(tileSide, height - row * tileSide);
  return before + row * tileSide * width + column * tileSide * tileHeight;
}

/** @returns pixels of all levels together */
export function pyramidPixels(size: ImageSize): number {
  return pyramidTileOffset(size, { level: levelCount(size.width, size.height), column: 0, row: 0 });
}
