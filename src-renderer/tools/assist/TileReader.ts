import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { tileSide } from '../../../src-main/core/labels/labelMap.ts';
import type { ImageSize } from '../../../src-main/core/labels/labelTiles.ts';
import { floodTileBox } from '../../../src-main/core/vision/TileFlood.ts';
import type { FloodTile } from '../../../src-main/core/vision/TileFlood.ts';

/** The tiles of an image that a growth asks for one by one: those beside each are read ahead. */
export class TileReader<Data> {
  readonly #image: ImageSize;
  readonly #read: (box: PixelBox) => Promise<Data>;
  readonly #known = new Map<string, Data>();
  readonly #coming = new Map<string, Promise<void>>();

  constructor(image: ImageSize, read: (box: PixelBox) => Promise<Data>) {
    this.#image = image;
    this.#read = read;
  }

  peek({ column, row }: FloodTile): Data | null {
    return this.#known.get(`${column}/${row}`) ?? null;
  }

  /** Waits for a tile. @throws what the reading threw */
  async load(tile: FloodTile): Promise<void> {
    const wanted = this.#get(tile);
    for (const [across, down] of besides) {
      const beside = { column: tile.column + across, row: tile.row + down };
      // One that can't be read is told of when the growth comes to it.
      if (this.#isInside(beside)) this.#get(beside).catch(() => undefined);
    }
    await wanted;
  }

  #get(tile: FloodTile): Promise<void> {
    const key = `${tile.column}/${tile.row}`;
    if (this.#known.has(key)) return Promise.resolve();
    let coming = this.#coming.get(key);
    if (!coming) {
      coming = this.#read(floodTileBox(this.#image, tile))
        .then((data) => void this.#known.set(key, data))
        .finally(() => this.#coming.delete(key));
      this.#coming.set(key, coming);
    }
    return coming;
  }

  #isInside({ column, row }: FloodTile): boolean {
    return column >= 0 && row >= 0 && column * tileSide < this.#image.width && row * tileSide < this.#image.height;
  }
}

const besides = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;
