import type { App } from '../../application.ts';
import { labelTileUrl, planeTileUrl, regionMaskUrl } from '../../contract/pixelUrls.ts';
import { tileSide } from '../../core/labels/labelMap.ts';
import type { LabelMap } from '../../core/labels/labelMap.ts';
import type { ImageRecord, RegionRecord } from '../../core/records.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';

/** Fetches an image's labels the way a window does, and joins the tiles. */
export function readLabels(app: App, image: ImageRecord): Promise<LabelMap> {
  return joinTiles(app, image, (column, row) => labelTileUrl(image.id, { column, row }, image.labelSequence));
}

/** Fetches the classes a model predicts for an image. */
export function readPredicted(app: App, image: ImageRecord, modelId: string): Promise<LabelMap> {
  return joinTiles(app, image, (column, row) => planeTileUrl(image.id, 'prediction', { level: 0, column, row }, modelId));
}

/** @returns a byte a pixel of the region's box, 1 inside */
export function readRegionMask(app: App, region: RegionRecord): Promise<Uint8Array> {
  return fetchPixels(app, regionMaskUrl(region.id));
}

async function joinTiles(
  app: App,
  { width, height }: ImageRecord,
  address: (column: number, row: number) => string,
): Promise<LabelMap> {
  const data = new Uint8Array(width * height);
  for (let top = 0; top < height; top += tileSide) {
    for (let left = 0; left < width; left += tileSide) {
      const tile = await fetchPixels(app, address(left / tileSide, top / tileSide));
      const tileWidth = Math.min(tileSide, width - left);
      for (let row = 0; row * tileWidth < tile.length; row++) {
        data.set(tile.subarray(row * tileWidth, (row + 1) * tileWidth), (top + row) * width + left);
      }
    }
  }
  return { width, height, data };
}

async function fetchPixels(app: App, address: string): Promise<Uint8Array> {
  const answer = await app.pixels(address);
  if (!answer) throw new SfumatoError('notFound', `${address}: there are no such pixels`);
  return answer.bytes;
}
