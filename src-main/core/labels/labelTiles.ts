import { SfumatoError } from '../SfumatoError.ts';
import { clipBox } from '../geometry.ts';
import type { PixelBox } from '../geometry.ts';
import type { MaskDiff } from './maskDiff.ts';
import { tileSide, unlabelled } from './labelMap.ts';
import { say } from '../messages/Message.ts';

/** One tile of a plane of pixels: row-major values of its box, which is cut at the image's edge. */
export interface PlaneTile<Data extends PlaneData> {
  readonly column: number;
  readonly row: number;
  readonly data: Data;
}

/** Class indices are bytes, object numbers 32-bit words. */
export type PlaneData = Uint8Array | Uint32Array;

/** What a plane's pixels are, and what those hold that nothing was ever written to. */
export interface PlaneKind<Data extends PlaneData> {
  readonly fill: number;
  make(length: number): Data;
}

export const classPlane: PlaneKind<Uint8Array<ArrayBuffer>> = { fill: unlabelled, make: (length) => new Uint8Array(length) };

/** Object numbers; 0 is none. */
export const objectPlane: PlaneKind<Uint32Array<ArrayBuffer>> = { fill: 0, make: (length) => new Uint32Array(length) };

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** The pixels a tile covers; width or height is 0 beyond the image's edge. */
export function tileBox(size: ImageSize, column: number, row: number): PixelBox {
  const whole = { x: column * tileSide, y: row * tileSide, width: tileSide, height: tileSide };
  return clipBox(whole, size.width, size.height);
}

export interface TileChange<Data extends PlaneData> {
  /** The changed tiles as they are afterwards. */
  readonly tiles: readonly PlaneTile<Data>[];
  /** By how much the number of pixels grows that hold another value than the plane's fill. */
  readonly growth: number;
}

/**
 * Applies a change to a plane kept as tiles, reading only those it touches.
 * @param readTile the tile's values, or null where nothing was written yet
 * @throws SfumatoError `conflict` when the sizes differ or a pixel does not hold the value the change expects;
 *   nothing that `readTile` gave is written to
 */
export function changeTiles<Data extends PlaneData>(
  { size, kind }: { readonly size: ImageSize; readonly kind: PlaneKind<Data> },
  diff: MaskDiff,
  readTile: (column: number, row: number) => Data | null,
): TileChange<Data> {
  if (size.width !== diff.width || size.height !== diff.height) {
    throw new SfumatoError(
      'conflict',
      `label change: made for ${diff.width} x ${diff.height}, the image is ${size.width} x ${size.height}`,
    );
  }
  const tiles = new Map<number, PlaneTile<Data>>();
  const columns = Math.ceil(size.width / tileSide);
  const touch = (column: number, row: number): PlaneTile<Data> => {
    const key = row * columns + column;
    let tile = tiles.get(key);
    if (!tile) {
      const box = tileBox(size, column, row);
      const data = kind.make(box.width * box.height);
      const before = readTile(column, row);
      if (before) data.set(before);
      else data.fill(kind.fill);
      tile = { column, row, data };
      tiles.set(key, tile);
    }
    return tile;
  };
  let growth = 0;
  for (let at = 0; at < diff.runs.length; at += 4) {
    const y = Math.floor(diff.runs[at]! / size.width);
    const before = diff.runs[at + 2]!;
    const after = diff.runs[at + 3]!;
    let x = diff.runs[at]! % size.width;
    const end = x + diff.runs[at + 1]!;
    if (before === kind.fill && after !== kind.fill) growth += end - x;
    if (before !== kind.fill && after === kind.fill) growth -= end - x;
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
          say('pixelChanged', { x: pixel, y, held: data[rowStart + pixel] ?? 0, wanted: before }),
        );
      }
      data.fill(after, rowStart + x, rowStart + stop);
      x = stop;
    }
  }
  return { tiles: [...tiles.values()], growth };
}

/** @returns the values in a box of the image, row-major, the plane's fill where no tile is given */
export function assembleTiles<Data extends PlaneData>(
  { size, kind }: { readonly size: ImageSize; readonly kind: PlaneKind<Data> },
  tiles: Iterable<PlaneTile<PlaneData>>,
  part: PixelBox = { x: 0, y: 0, ...size },
): Data {
  const values = kind.make(part.width * part.height);
  values.fill(kind.fill);
  for (const { column, row, data } of tiles) {
    const tile = tileBox(size, column, row);
    const left = Math.max(tile.x, part.x);
    const right = Math.min(tile.x + tile.width, part.x + part.width);
    if (right <= left) continue;
    const bottom = Math.min(tile.y + tile.height, part.y + part.height);
    for (let y = Math.max(tile.y, part.y); y < bottom; y++) {
      const from = (y - tile.y) * tile.width - tile.x;
      values.set(data.subarray(from + left, from + right), (y - part.y) * part.width + left - part.x);
    }
  }
  return values;
}

/** @returns how many pixels carry a label */
export function labelledCount(data: Uint8Array): number {
  let count = 0;
  for (const value of data) if (value !== unlabelled) count++;
  return count;
}
