import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { assembleTiles, changeTiles, classPlane, objectPlane } from '../core/labels/labelTiles.ts';
import type { ImageSize, PlaneData, PlaneKind } from '../core/labels/labelTiles.ts';
import type { PixelBox } from '../core/geometry.ts';
import { tileSide } from '../core/labels/labelMap.ts';
import type { MaskDiff } from '../core/labels/maskDiff.ts';
import { pack, unpack } from './packing.ts';

/** A tile's place and, where all its pixels hold the same, what they hold. */
export interface TileSummary {
  readonly column: number;
  readonly row: number;
  readonly uniform: number | null;
}

/** A folded plane of every image, as tiles: what the journal's events add up to. A tile that holds nothing has no row. */
export class PixelTiles<Data extends PlaneData> {
  readonly #database: DatabaseSync;
  readonly #table: string;
  readonly #kind: PlaneKind<Data>;
  readonly #read: StatementSync;
  readonly #write: StatementSync;
  readonly #remove: StatementSync;

  private constructor(database: DatabaseSync, table: 'label_tiles' | 'object_tiles', kind: PlaneKind<Data>) {
    this.#database = database;
    this.#table = table;
    this.#kind = kind;
    this.#read = database.prepare(`SELECT data FROM ${table} WHERE image_id = ? AND tile_row = ? AND tile_column = ?`);
    this.#write = database.prepare(
      `INSERT INTO ${table} (image_id, tile_row, tile_column, uniform, data) VALUES (?, ?, ?, ?, ?) ` +
        'ON CONFLICT (image_id, tile_row, tile_column) DO UPDATE SET uniform = excluded.uniform, data = excluded.data',
    );
    this.#remove = database.prepare(`DELETE FROM ${table} WHERE image_id = ? AND tile_row = ? AND tile_column = ?`);
  }

  /** Class indices; 255 = not labelled. */
  static labels(database: DatabaseSync): PixelTiles<Uint8Array<ArrayBuffer>> {
    return new PixelTiles(database, 'label_tiles', classPlane);
  }

  /** Object numbers; 0 = none. */
  static objects(database: DatabaseSync): PixelTiles<Uint32Array<ArrayBuffer>> {
    return new PixelTiles(database, 'object_tiles', objectPlane);
  }

  /** @returns row-major values of the tile's box, or null where nothing was written */
  tile(imageId: string, column: number, row: number): Data | null {
    const found = this.#read.get(imageId, row, column);
    return found ? this.#unpacked(found.data as Uint8Array) : null;
  }

  /** The whole plane, row-major. */
  map(imageId: string, size: ImageSize): Data {
    return this.part(imageId, size, { x: 0, y: 0, width: size.width, height: size.height });
  }

  /** The values in a box of the image; only the tiles it touches are read. */
  part(imageId: string, size: ImageSize, box: PixelBox): Data {
    return assembleTiles({ size, kind: this.#kind }, this.#tilesOver(imageId, box), box);
  }

  /** What is known of every tile that has a row, without unpacking any. */
  summaries(imageId: string): TileSummary[] {
    const rows = this.#database.prepare(`SELECT tile_row, tile_column, uniform FROM ${this.#table} WHERE image_id = ?`).all(imageId);
    return rows.map((row) => ({ row: Number(row.tile_row), column: Number(row.tile_column), uniform: row.uniform as number | null }));
  }

  /** The first few different values that images to work on hold, apart from the fill; tiles of one value are looked at first. */
  firstValues(most: number): number[] {
    const found = new Set<number>();
    const rows = this.#database
      .prepare(`SELECT uniform, data FROM ${this.#table} AS tiles JOIN images ON images.id = tiles.image_id WHERE images.role = 'work' ORDER BY uniform IS NULL`)
      .iterate();
    for (const { uniform, data } of rows) {
      for (const value of uniform === null ? this.#unpacked(data as Uint8Array) : [Number(uniform)]) if (value !== this.#kind.fill) found.add(value);
      if (found.size >= most) break;
    }
    return [...found].slice(0, most);
  }

  /**
   * Applies a change; the caller holds the transaction.
   * @returns by how much the number of pixels grows that hold something
   * @throws SfumatoError `conflict`, nothing written
   */
  change(imageId: string, size: ImageSize, diff: MaskDiff): number {
    const { tiles, growth } = changeTiles({ size, kind: this.#kind }, diff, (column, row) => this.tile(imageId, column, row));
    for (const { column, row, data } of tiles) {
      const uniform = uniformValue(data);
      if (uniform === this.#kind.fill) this.#remove.run(imageId, row, column);
      else this.#write.run(imageId, row, column, uniform, pack(bytesOf(data)));
    }
    return growth;
  }

  *#tilesOver(imageId: string, box: PixelBox) {
    const rows = this.#database
      .prepare(
        `SELECT tile_row, tile_column, data FROM ${this.#table} WHERE image_id = ?
         AND tile_row BETWEEN ? AND ? AND tile_column BETWEEN ? AND ?`,
      )
      .iterate(imageId, tileOf(box.y), tileOf(box.y + box.height - 1), tileOf(box.x), tileOf(box.x + box.width - 1));
    for (const row of rows) {
      yield { row: Number(row.tile_row), column: Number(row.tile_column), data: this.#unpacked(row.data as Uint8Array) };
    }
  }

  #unpacked(packed: Uint8Array): Data {
    const whole = this.#kind.make(tileSide * tileSide);
    const bytes = unpack(packed, whole.byteLength);
    bytesOf(whole).set(bytes);
    return whole.subarray(0, bytes.byteLength / whole.BYTES_PER_ELEMENT) as Data;
  }
}

/** @returns what all values of a tile are, or null where they differ */
export function uniformValue(data: PlaneData): number | null {
  const [first] = data;
  for (let at = 1; at < data.length; at++) if (data[at] !== first) return null;
  return first ?? null;
}

function bytesOf(data: PlaneData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function tileOf(pixel: number): number {
  return Math.floor(pixel / tileSide);
}
