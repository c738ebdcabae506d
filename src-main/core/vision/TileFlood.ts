import type { PixelBox } from '../geometry.ts';
import { tileSide } from '../labels/labelMap.ts';
import type { ImageSize } from '../labels/labelTiles.ts';
import type { Spans } from '../labels/spans.ts';
import type { Connectivity, Seed } from './growFrom.ts';

/** Whether a pixel joins: asked once for each pixel reached, the seed first, by its tile's data and its row-major index there. */
export type JoinTest<Data> = (tile: Data, index: number) => boolean;

export interface FloodRequest<Data> {
  readonly image: ImageSize;
  readonly seed: Seed;
  readonly connectivity: Connectivity;
  /** The flood ends when it has taken so many. */
  readonly maximumPixels: number;
  readonly joins: JoinTest<Data>;
}

export interface FloodTile {
  readonly column: number;
  readonly row: number;
}

export type FloodState =
  /** It must know a tile before it can go on. */
  | { readonly name: 'missing'; readonly tile: FloodTile }
  /** Its turn is over: `step` goes on with it. */
  | { readonly name: 'paused' }
  | { readonly name: 'done'; readonly isLimited: boolean };

/** Pixels between two looks at the clock. */
const pixelsPerLook = 4096;
const refused = 2;

interface KnownTile<Data> {
  readonly data: Data;
  /** 0 not asked, 1 taken, 2 refused. */
  readonly asked: Uint8Array;
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/**
 * Breadth-first growth from a seed over an image of any size, as `growFrom` does it over a window: the same pixels, asked in
 * the same order. Tiles of 256 x 256 are wanted only when the flood reaches them, and it goes on in turns.
 */
export class TileFlood<Data> {
  readonly #request: FloodRequest<Data>;
  readonly #columns: number;
  readonly #tiles = new Map<number, KnownTile<Data>>();
  readonly #frontier = new Frontier();
  #current: KnownTile<Data> | null = null;
  #missing: FloodTile | null = null;
  #hasBegun = false;
  #count = 0;

  constructor(request: FloodRequest<Data>) {
    this.#request = request;
    this.#columns = Math.ceil(request.image.width / tileSide);
  }

  /** Pixels taken so far. */
  get count(): number {
    return this.#count;
  }

  /**
   * Goes on as far as it can.
   * @param tileOf the data of a tile, null while it is not there
   * @param isTurnOver asked now and then
   */
  step(tileOf: (tile: FloodTile) => Data | null, isTurnOver: () => boolean): FloodState {
    const { image, seed, maximumPixels } = this.#request;
    if (!this.#hasBegun) {
      if (seed.x < 0 || seed.y < 0 || seed.x >= image.width || seed.y >= image.height) return { name: 'done', isLimited: false };
      if (!this.#ask(seed.x, seed.y, tileOf)) return { name: 'missing', tile: this.#missing! };
      this.#hasBegun = true;
    }
    for (let look = 1; this.#frontier.length > 0; look++) {
      if (this.#count >= maximumPixels) return { name: 'done', isLimited: true };
      if (look % pixelsPerLook === 0 && isTurnOver()) return { name: 'paused' };
      // A pixel stays first in line until all beside it were asked: asking twice changes nothing.
      if (!this.#askAround(this.#frontier.x, this.#frontier.y, tileOf)) return { name: 'missing', tile: this.#missing! };
      this.#frontier.drop();
    }
    return { name: 'done', isLimited: false };
  }

  /** The pixels taken so far. */
  spans(): Spans {
    const spans: number[] = [];
    const rows = Math.ceil(this.#request.image.height / tileSide);
    for (let row = 0; row < rows; row++) {
      const line = Array.from({ length: this.#columns }, (_tile, column) => this.#tiles.get(row * this.#columns + column)).filter((tile) => tile !== undefined);
      if (line.length === 0) continue;
      const height = Math.min(tileSide, this.#request.image.height - row * tileSide);
      for (let y = 0; y < height; y++) for (const tile of line) addRow(spans, tile, y);
    }
    return Int32Array.from(spans);
  }

  #askAround(x: number, y: number, tileOf: (tile: FloodTile) => Data | null): boolean {
    const { image, connectivity } = this.#request;
    const [left, right, up, down] = [x > 0, x < image.width - 1, y > 0, y < image.height - 1];
    if (up && !this.#ask(x, y - 1, tileOf)) return false;
    if (left && !this.#ask(x - 1, y, tileOf)) return false;
    if (right && !this.#ask(x + 1, y, tileOf)) return false;
    if (down && !this.#ask(x, y + 1, tileOf)) return false;
    if (connectivity === 4) return true;
    if (up && left && !this.#ask(x - 1, y - 1, tileOf)) return false;
    if (up && right && !this.#ask(x + 1, y - 1, tileOf)) return false;
    if (down && left && !this.#ask(x - 1, y + 1, tileOf)) return false;
    return !(down && right) || this.#ask(x + 1, y + 1, tileOf);
  }

  /** @returns false when the pixel's tile is not there */
  #ask(x: number, y: number, tileOf: (tile: FloodTile) => Data | null): boolean {
    let tile = this.#current;
    if (!tile || x < tile.left || y < tile.top || x >= tile.left + tile.width || y >= tile.top + tileSide) {
      tile = this.#known(x, y, tileOf);
      if (!tile) return false;
      this.#current = tile;
    }
    const index = (y - tile.top) * tile.width + x - tile.left;
    if (tile.asked[index] !== 0) return true;
    if (this.#request.joins(tile.data, index)) {
      tile.asked[index] = 1;
      this.#count++;
      this.#frontier.add(x, y);
    } else tile.asked[index] = refused;
    return true;
  }

  #known(x: number, y: number, tileOf: (tile: FloodTile) => Data | null): KnownTile<Data> | null {
    const place = { column: Math.floor(x / tileSide), row: Math.floor(y / tileSide) };
    const key = place.row * this.#columns + place.column;
    const known = this.#tiles.get(key);
    if (known) return known;
    const data = tileOf(place);
    if (data === null) {
      this.#missing = place;
      return null;
    }
    const { x: left, y: top, width, height } = floodTileBox(this.#request.image, place);
    const tile = { data, asked: new Uint8Array(width * height), left, top, width };
    this.#tiles.set(key, tile);
    return tile;
  }
}

/** The pixels of a tile. */
export function floodTileBox({ width, height }: ImageSize, { column, row }: FloodTile): PixelBox {
  const [x, y] = [column * tileSide, row * tileSide];
  return { x, y, width: Math.min(tileSide, width - x), height: Math.min(tileSide, height - y) };
}

function addRow(spans: number[], { asked, left, top, width }: KnownTile<unknown>, line: number): void {
  const start = line * width;
  for (let column = 0; column < width; column++) {
    if (asked[start + column] !== 1) continue;
    const first = column;
    do column++;
    while (column < width && asked[start + column] === 1);
    // A run that comes over from the tile to the left goes on.
    if (spans.at(-3) === top + line && spans.at(-1) === left + first) spans[spans.length - 1] = left + column;
    else spans.push(top + line, left + first, left + column);
  }
}

/** Places waiting, first in, first out: a ring that grows. */
class Frontier {
  #places = new Int32Array(2 * 1024);
  #start = 0;
  length = 0;

  get x(): number {
    return this.#places[2 * this.#start]!;
  }

  get y(): number {
    return this.#places[2 * this.#start + 1]!;
  }

  add(x: number, y: number): void {
    const room = this.#places.length / 2;
    if (this.length === room) this.#grow(room);
    const at = (this.#start + this.length) % (this.#places.length / 2);
    this.#places[2 * at] = x;
    this.#places[2 * at + 1] = y;
    this.length++;
  }

  drop(): void {
    this.#start = (this.#start + 1) % (this.#places.length / 2);
    this.length--;
  }

  #grow(room: number): void {
    const larger = new Int32Array(4 * room);
    larger.set(this.#places.subarray(2 * this.#start));
    larger.set(this.#places.subarray(0, 2 * this.#start), 2 * (room - this.#start));
    this.#places = larger;
    this.#start = 0;
  }
}
