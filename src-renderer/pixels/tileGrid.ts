import { tileSide } from '../../src-main/core/labels/labelMap.ts';
import type { PixelBox } from '../../src-main/core/geometry.ts';

/** One tile of an image, cut at the image's edge. */
export interface Tile {
  readonly column: number;
  readonly row: number;
  readonly box: PixelBox;
}

/** Tiles that a box of an image touches, row by row. */
export function tilesOfBox(width: number, height: number, box: PixelBox): Tile[] {
  const tiles: Tile[] = [];
  if (box.width === 0 || box.height === 0) return tiles;
  for (let row = Math.floor(box.y / tileSide); row * tileSide < box.y + box.height; row++) {
    for (let column = Math.floor(box.x / tileSide); column * tileSide < box.x + box.width; column++) {
      const x = column * tileSide;
      const y = row * tileSide;
      tiles.push({ column, row, box: { x, y, width: Math.min(tileSide, width - x), height: Math.min(tileSide, height - y) } });
    }
  }
  return tiles;
}

export function tilesOfImage(width: number, height: number): Tile[] {
  return tilesOfBox(width, height, { x: 0, y: 0, width, height });
}

interface Writable<Values> {
  readonly length: number;
  set(values: Values, offset: number): void;
}

/**
 * Copies a tile's values to their place in a grid of the whole image.
 * @param perPixel values a pixel
 * @throws RangeError when the tile holds another number of values than its box wants
 */
export function copyTile<Values extends { readonly length: number; subarray(from: number, to: number): Values }>(
  tile: Values,
  box: PixelBox,
  target: Writable<Values>,
  { width, perPixel }: { readonly width: number; readonly perPixel: number },
): void {
  const wanted = box.width * box.height * perPixel;
  if (tile.length !== wanted) throw new RangeError(`tile at (${box.x}, ${box.y}): wanted ${wanted} values, got ${tile.length}`);
  const rowLength = box.width * perPixel;
  for (let row = 0; row < box.height; row++) {
    target.set(tile.subarray(row * rowLength, (row + 1) * rowLength), ((box.y + row) * width + box.x) * perPixel);
  }
}
