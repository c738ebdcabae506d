import { SfumatoError } from '../SfumatoError.ts';
import { clipBox } from '../geometry.ts';
import type { PixelBox } from '../geometry.ts';
import type { MaskDiff } from './maskDiff.ts';
import { tileSide, unlabelled } from './labelMap.ts';

/** One tile of an image's labels: row-major bytes of its box, which is cut at the image's edge. */
export interface LabelTile {
  readonly column: number;
  readonly row: number;
  readonly data: Uint8Array;
}

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** The pixels a tile covers; width or height is 0 beyond the image's edge. */
export function tileBox(size: ImageSize, column: number, row: number): PixelBox {
  const whole = { x: column * tileSide, y: row * tileSide, width: tileSide, height: tileSide };
  return clipBox(whole, size.width, size.height);
}

export interface TileChange {
  /** The changed tiles as they are afterwards. */
  readonly tiles: readonly LabelTile[];
  /** By how much the number of labelled pixels grows. */
  readonly labelledGrowth: number;
}

/**
 * Applies a change to an image's labels kept as tiles, reading only those it touches.
 * @param readTile the tile's bytes, or null where it has no label yet
 * @throws SfumatoError `conflict` when the sizes differ or a pixel does not hold the value the change expects;
 *   nothing that `readTile` gave is written to
 */
export function changeTiles(
  size: ImageSize,
  diff: MaskDiff,
  readTile: (column: number, row: number) => Uint8Array | null,
): TileChange {
  if (size.width !== diff.width || size.height !== diff.height) {
    throw new SfumatoError(
      'conflict',
      `label change: made for ${diff.width} x ${diff.height}, the image is ${size.width} x ${size.height}`,
    );
  }
  const tiles = new Map<number, LabelTile>();
  const columns = Math.ceil(size.width / tileSide);
  const touch = (column: number, row: number): LabelTile => {
    const key = row * columns + column;
    let tile = tiles.get(key);
    if (!tile) {
      const box = tileBox(size, column, row);
      const before = readTile(column, row);
      tile = { column, row, data: before ? Uint8Array.from(before) : new Uint8Array(box.width * box.height).fill(unlabelled) };
      tiles.set(key, tile);
    }
    return tile;
  };
  let labelledGrowth = 0;
  for (let at = 0; at < diff.runs.length; at += 4) {
    const y = Math.floor(diff.runs[at]! / size.width);
    const before = diff.runs[at + 2]!;
    const after = diff.runs[at + 3]!;
    let x = diff.runs[at]! % size.width;
    const end = x + diff.runs[at + 1]!;
    if (before === unlabelled && after !== unlabelled) labelledGrowth += end - x;
    if (before !== unlabelled && after === unlabelled) labelledGrowth -= end - x;
    while (x < end) {
      const column = Math.floor(x / tileSide);
      const row = Math.floor(y / tileSide);
      const box = tileBox(size, column, row);
      const stop = Math.min(end, box.x + box.width);
      const { data } = touch(column, row);
      const rowStart = (y - box.y) * box.width - box.x;
      for (let pixel = x; pixel < stop; pixel++) {
        if (data[rowStart + pixel] === before) continue;
        throw new SfumatoError(
          'conflict',
          `label change: pixel (${pixel}, ${y}) holds ${data[rowStart + pixel]}, the change expects ${before}`,
        );
      }
      data.fill(after, rowStart + x, rowStart + stop);
      x = stop;
    }
  }
  return { tiles: [...tiles.values()], labelledGrowth };
}

/** @returns the labels in a box of the image, row-major, `unlabelled` where no tile is given */
export function assembleTiles(size: ImageSize, tiles: Iterable<LabelTile>, part: PixelBox = { x: 0, y: 0, ...size }): Uint8Array<ArrayBuffer> {
  const labels = new Uint8Array(part.width * part.height).fill(unlabelled);
  for (const { column, row, data } of tiles) {
    const tile = tileBox(size, column, row);
    const left = Math.max(tile.x, part.x);
    const right = Math.min(tile.x + tile.width, part.x + part.width);
    if (right <= left) continue;
    const bottom = Math.min(tile.y + tile.height, part.y + part.height);
    for (let y = Math.max(tile.y, part.y); y < bottom; y++) {
      const from = (y - tile.y) * tile.width - tile.x;
      labels.set(data.subarray(from + left, from + right), (y - part.y) * part.width + left - part.x);
    }
  }
  return labels;
}

/** @returns how many pixels carry a label */
export function labelledCount(data: Uint8Array): number {
  let count = 0;
  for (const value of data) if (value !== unlabelled) count++;
  return count;
}
