import { imageTileUrl, planeTileUrl } from '../../src-main/contract/pixelUrls.ts';
import type { PlaneName, TileAt } from '../../src-main/contract/pixelUrls.ts';
import { tileSide } from '../../src-main/core/labels/labelMap.ts';
import type { ImageRecord } from '../../src-main/core/records.ts';
import type { Program } from '../hosts/Program.ts';

/** All samples of an 8-bit image at full size, interleaved, of however many tiles. */
export function readWholeSamples(program: Program, image: ImageRecord): Promise<Uint8Array> {
  return readTiles(program, image, image.channels, (at) => imageTileUrl(image.id, at, image.contentHash));
}

/** All values of a model's plane of an image. */
export function readWholePlane(program: Program, image: ImageRecord, plane: PlaneName, modelId: string): Promise<Uint8Array> {
  return readTiles(program, image, 1, (at) => planeTileUrl(image.id, plane, at, modelId));
}

async function readTiles(program: Program, { width, height }: ImageRecord, perPixel: number, address: (at: TileAt) => string): Promise<Uint8Array> {
  const whole = new Uint8Array(width * height * perPixel);
  for (let row = 0; row * tileSide < height; row++) {
    for (let column = 0; column * tileSide < width; column++) {
      const tile = new Uint8Array(await program.host.pixels(address({ level: 0, column, row })));
      const rowLength = Math.min(tileSide, width - column * tileSide) * perPixel;
      for (let line = 0; line * rowLength < tile.length; line++) {
        whole.set(tile.subarray(line * rowLength, (line + 1) * rowLength), ((row * tileSide + line) * width + column * tileSide) * perPixel);
      }
    }
  }
  return whole;
}
