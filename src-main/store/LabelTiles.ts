import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { assembleTiles, changeTiles } from '../core/labels/labelTiles.ts';
import type { ImageSize } from '../core/labels/labelTiles.ts';
import type { PixelBox } from '../core/geometry.ts';
import { tileSide } from '../core/labels/labelMap.ts';
import type { MaskDiff } from '../core/labels/maskDiff.ts';
import { pack, unpack } from './packing.ts';

const maximumTileBytes = tileSide * tileSide;

/** The folded labels of every image, as tiles: what the journal's events add up to. */
export class LabelTiles {
  readonly #database: DatabaseSync;
  readonly #read: StatementSync;
  readonly #write: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#read = database.prepare('SELECT data FROM label_tiles WHERE image_id = ? AND tile_row = ? AND tile_column = ?');
    this.#write = database.prepare(
      'INSERT INTO label_tiles (image_id, tile_row, tile_column, data) VALUES (?, ?, ?, ?) ' +
        'ON CONFLICT (image_id, tile_row, tile_column) DO UPDATE SET data = excluded.data',
    );
  }

  /** @returns row-major bytes of the tile's box, or null where nothing is labelled */
  tile(imageId: string, column: number, row: number): Uint8Array | null {
    const found = this.#read.get(imageId, row, column);
    return found ? unpack(found.data as Uint8Array, maximumTileBytes) : null;
  }

  /** The whole map, row-major, 255 = not labelled. */
  map(imageId: string, size: ImageSize): Uint8Array<ArrayBuffer> {
    return this.part(imageId, size, { x: 0, y: 0, width: size.width, height: size.height });
  }

  /** The labels in a box of the image; only the tiles it touches are read. */
  part(imageId: string, size: ImageSize, box: PixelBox): Uint8Array<ArrayBuffer> {
    const rows = this.#database
      .prepare(
        `SELECT tile_row, tile_column, data FROM label_tiles WHERE image_id = ?
         AND tile_row BETWEEN ? AND ? AND tile_column BETWEEN ? AND ?`,
      )
      .all(imageId, tileOf(box.y), tileOf(box.y + box.height - 1), tileOf(box.x), tileOf(box.x + box.width - 1));
    const tiles = rows.map((row) => ({
      row: Number(row.tile_row),
      column: Number(row.tile_column),
      data: unpack(row.data as Uint8Array, maximumTileBytes),
    }));
    return assembleTiles(size, tiles, box);
  }

  /**
   * Applies a change; the caller holds the transaction.
   * @returns by how much the number of labelled pixels grows
   * @throws SfumatoError `conflict`, nothing written
   */
  change(imageId: string, size: ImageSize, diff: MaskDiff): number {
    const { tiles, labelledGrowth } = changeTiles(size, diff, (column, row) => this.tile(imageId, column, row));
    for (const { column, row, data } of tiles) this.#write.run(imageId, row, column, pack(data));
    return labelledGrowth;
  }
}

function tileOf(pixel: number): number {
  return Math.floor(pixel / tileSide);
}
