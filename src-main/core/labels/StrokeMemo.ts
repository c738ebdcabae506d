import type { PixelBox } from '../geometry.ts';
import { tileSide } from './labelMap.ts';
import type { LabelMap } from './labelMap.ts';

/**
 * The labels as they were before a stroke, kept only for the tiles it touches: a small stroke on a huge image costs
 * little.
 */
export class StrokeMemo {
  readonly #width: number;
  readonly #height: number;
  readonly #columns: number;
  /** Labels before the stroke by tile number, each tile cut at the image's edge. */
  readonly #tiles = new Map<number, Uint8Array>();

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#columns = Math.ceil(width / tileSide);
  }

  /** Keeps the tiles of a box that is about to be painted, unless they are kept already. */
  remember(map: LabelMap, box: PixelBox): void {
    for (let row = Math.floor(box.y / tileSide); row * tileSide < box.y + box.height; row++) {
      for (let column = Math.floor(box.x / tileSide); column * tileSide < box.x + box.width; column++) {
        const tile = row * this.#columns + column;
        if (!this.#tiles.has(tile)) this.#tiles.set(tile, this.#copyTile(map, column, row));
      }
    }
  }

  /** Rows of remembered tiles, top to bottom and left to right: where each lies in the map, and its labels before. */
  *rows(): Generator<{ readonly start: number; readonly before: Uint8Array }> {
    const tileRows = new Map<number, number[]>();
    for (const tile of [...this.#tiles.keys()].sort((first, second) => first - second)) {
      const row = Math.floor(tile / this.#columns);
      tileRows.set(row, [...(tileRows.get(row) ?? []), tile]);
    }
    for (const [tileRow, tiles] of tileRows) {
      for (let y = tileRow * tileSide; y < Math.min((tileRow + 1) * tileSide, this.#height); y++) {
        for (const tile of tiles) {
          const x = (tile % this.#columns) * tileSide;
          const length = Math.min(tileSide, this.#width - x);
          const from = (y - tileRow * tileSide) * length;
          yield { start: y * this.#width + x, before: this.#tiles.get(tile)!.subarray(from, from + length) };
        }
      }
    }
  }

  #copyTile(map: LabelMap, column: number, row: number): Uint8Array {
    const x = column * tileSide;
    const y = row * tileSide;
    const width = Math.min(tileSide, this.#width - x);
    const height = Math.min(tileSide, this.#height - y);
    const copy = new Uint8Array(width * height);
    for (let line = 0; line < height; line++) {
      const start = (y + line) * this.#width + x;
      copy.set(map.data.subarray(start, start + width), line * width);
    }
    return copy;
  }
}
