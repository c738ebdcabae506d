import { clipBox } from '../geometry.ts';
import type { PixelBox } from '../geometry.ts';
import { SfumatoError } from '../SfumatoError.ts';
import { tileSide } from './labelMap.ts';
import type { ImageSize } from './labelTiles.ts';

/** Row-major values of a box, a byte or 32 bits each. */
export type PlaneData = Uint8Array | Uint32Array;

/** How a plane makes room for its values: one array a tile or a box. */
export type MakeData<Data extends PlaneData> = (length: number) => Data;

/**
 * One value a pixel of an image of any size, kept as tiles of 256 x 256. A tile that holds one value throughout is a
 * number, so that an untouched image costs next to nothing and a stroke costs what it covers.
 */
export class TiledPlane<Data extends PlaneData = Uint8Array> {
  readonly width: number;
  readonly height: number;
  /** Value of every pixel of a new plane. */
  readonly fill: number;
  readonly columns: number;
  readonly rows: number;
  readonly #make: MakeData<Data>;
  #highestEver: number;
  /** A row of tiles after the other. */
  readonly #tiles: (Data | number)[];

  constructor({ width, height }: ImageSize, fill: number, make: MakeData<Data>) {
    this.width = width;
    this.height = height;
    this.fill = fill;
    this.columns = Math.ceil(width / tileSide);
    this.rows = Math.ceil(height / tileSide);
    this.#make = make;
    this.#highestEver = fill;
    this.#tiles = new Array<Data | number>(this.columns * this.rows).fill(fill);
  }

  /** Bytes held by tiles that are not uniform. */
  get byteLength(): number {
    let bytes = this.#tiles.length * 8;
    for (const tile of this.#tiles) if (typeof tile !== 'number') bytes += tile.byteLength;
    return bytes;
  }

  /** The highest value that the plane has held since it was made: one more is a number nobody has used. */
  get highestEver(): number {
    return this.#highestEver;
  }

  /** @returns the value of a pixel of the image */
  get(x: number, y: number): number {
    const column = Math.floor(x / tileSide);
    const row = Math.floor(y / tileSide);
    const tile = this.#tiles[row * this.columns + column]!;
    if (typeof tile === 'number') return tile;
    return tile[(y - row * tileSide) * this.#tileWidth(column) + x - column * tileSide]!;
  }

  /** A tile's values, or the one value it holds throughout. The values are the plane's own: not to be written to. */
  tile(column: number, row: number): Data | number {
    return this.#tiles[row * this.columns + column]!;
  }

  /**
   * Puts a tile in place; its values become the plane's own.
   * @throws SfumatoError `invalidInput` when their count is not the tile's
   */
  setTile(column: number, row: number, data: Data | number): void {
    if (typeof data !== 'number') {
      const wanted = this.#tileWidth(column) * this.#tileHeight(row);
      if (data.length !== wanted) {
        throw new SfumatoError('invalidInput', `tile (${column}, ${row}) of a label plane: wanted ${wanted} values, got ${data.length}`);
      }
    }
    this.#noteValues(data);
    this.#tiles[row * this.columns + column] = data;
  }

  /** A tile's values as a copy that the caller may keep, or its one value. */
  copyTile(column: number, row: number): Data | number {
    const tile = this.tile(column, row);
    return typeof tile === 'number' ? tile : (tile.slice() as Data);
  }

  /** Writes `value` to the pixels x … end - 1 of a row, all of them inside the image. */
  fillSpan(y: number, x: number, end: number, value: number): void {
    this.#noteValues(value);
    this.#eachPart(y, x, end, (column, row, first, stop) => {
      if (this.tile(column, row) === value) return;
      const start = (y - row * tileSide) * this.#tileWidth(column) - column * tileSide;
      this.#writable(column, row).fill(value, start + first, start + stop);
    });
  }

  /** Writes values one by one from pixel x of a row on, all of them inside the image. */
  writeSpan(y: number, x: number, values: Data): void {
    this.#noteValues(values);
    this.#eachPart(y, x, x + values.length, (column, row, first, stop) => {
      const start = (y - row * tileSide) * this.#tileWidth(column) - column * tileSide;
      this.#writable(column, row).set(values.subarray(first - x, stop - x), start + first);
    });
  }

  /** @returns a copy of the pixels x … end - 1 of a row, all of them inside the image */
  readSpan(y: number, x: number, end: number): Data {
    return this.readBox({ x, y, width: end - x, height: 1 });
  }

  /** @returns a row-major copy of a box; what lies outside the image holds `fill` */
  readBox(box: PixelBox): Data {
    const values = this.#make(box.width * box.height);
    const inside = clipBox(box, this.width, this.height);
    if (inside.width < box.width || inside.height < box.height) values.fill(this.fill);
    for (let y = inside.y; y < inside.y + inside.height; y++) {
      const to = (y - box.y) * box.width - box.x;
      this.#eachPart(y, inside.x, inside.x + inside.width, (column, row, first, stop) => {
        const tile = this.tile(column, row);
        if (typeof tile === 'number') values.fill(tile, to + first, to + stop);
        else {
          const start = (y - row * tileSide) * this.#tileWidth(column) - column * tileSide;
          values.set(tile.subarray(start + first, start + stop), to + first);
        }
      });
    }
    return values;
  }

  /** Writes a row-major box of values; what lies outside the image is left out. */
  writeBox(box: PixelBox, values: Data): void {
    const inside = clipBox(box, this.width, this.height);
    if (inside.width === 0) return;
    for (let y = inside.y; y < inside.y + inside.height; y++) {
      const from = (y - box.y) * box.width + inside.x - box.x;
      this.writeSpan(y, inside.x, values.subarray(from, from + inside.width) as Data);
    }
  }

  /** Turns tiles of one value back into numbers, within a box (default: everywhere). */
  compact(box: PixelBox = { x: 0, y: 0, width: this.width, height: this.height }): void {
    for (const { column, row } of this.tilesIn(box)) {
      const tile = this.tile(column, row);
      if (typeof tile !== 'number' && isUniform(tile)) this.setTile(column, row, tile[0]!);
    }
  }

  /** Places of the tiles that a box touches, row by row. */
  *tilesIn(box: PixelBox): Generator<{ readonly column: number; readonly row: number }> {
    const inside = clipBox(box, this.width, this.height);
    if (inside.width === 0 || inside.height === 0) return;
    const lastRow = Math.floor((inside.y + inside.height - 1) / tileSide);
    const lastColumn = Math.floor((inside.x + inside.width - 1) / tileSide);
    for (let row = Math.floor(inside.y / tileSide); row <= lastRow; row++) {
      for (let column = Math.floor(inside.x / tileSide); column <= lastColumn; column++) yield { column, row };
    }
  }

  /** The pixels that a tile covers. */
  tileBox(column: number, row: number): PixelBox {
    return { x: column * tileSide, y: row * tileSide, width: this.#tileWidth(column), height: this.#tileHeight(row) };
  }

  #eachPart(y: number, x: number, end: number, visit: (column: number, row: number, first: number, stop: number) => void): void {
    const row = Math.floor(y / tileSide);
    for (let first = x; first < end; ) {
      const column = Math.floor(first / tileSide);
      const stop = Math.min(end, (column + 1) * tileSide);
      visit(column, row, first, stop);
      first = stop;
    }
  }

  #noteValues(values: PlaneData | number): void {
    if (typeof values === 'number') this.#highestEver = Math.max(this.#highestEver, values);
    else for (const value of values) if (value > this.#highestEver) this.#highestEver = value;
  }

  #writable(column: number, row: number): Data {
    const at = row * this.columns + column;
    const tile = this.#tiles[at]!;
    if (typeof tile !== 'number') return tile;
    const data = this.#make(this.#tileWidth(column) * this.#tileHeight(row));
    if (tile !== 0) data.fill(tile);
    this.#tiles[at] = data;
    return data;
  }

  #tileWidth(column: number): number {
    return Math.min(tileSide, this.width - column * tileSide);
  }

  #tileHeight(row: number): number {
    return Math.min(tileSide, this.height - row * tileSide);
  }
}

function isUniform(values: PlaneData): boolean {
  const first = values[0];
  for (let at = 1; at < values.length; at++) if (values[at] !== first) return false;
  return true;
}
