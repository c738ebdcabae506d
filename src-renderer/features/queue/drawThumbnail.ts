import { imageTileUrl, planeTileUrl } from '../../../src-main/contract/pixelUrls.ts';
import type { TileAt } from '../../../src-main/contract/pixelUrls.ts';
import { clipBox } from '../../../src-main/core/geometry.ts';
import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { ShownMapKind } from '../../../src-main/core/heatMaps.ts';
import { levelCount, levelSize } from '../../../src-main/core/pyramid.ts';
import type { ImageRecord, RegionRecord } from '../../../src-main/core/records.ts';
import type { ImageLook } from '../../canvas/ImageLook.ts';
import { blendHeatMap } from '../../canvas/paintHeatMap.ts';
import { makeSamples, paintImage, samplesOfBytes } from '../../canvas/paintImage.ts';
import type { Samples } from '../../canvas/paintImage.ts';
import { gatherPlane } from '../../pixels/gatherPlane.ts';
import type { TiledPyramid } from '../../pixels/gatherPlane.ts';
import { boxAtLevel } from '../../pixels/levelTiles.ts';
import type { TileStore } from '../../pixels/TileStore.ts';
import { tilesOfBox } from '../../pixels/tileGrid.ts';
import { thumbnailBox } from './thumbnailBox.ts';

export interface ThumbnailOptions {
  readonly tiles: TileStore;
  readonly record: ImageRecord;
  readonly region: RegionRecord;
  readonly look: ImageLook;
  readonly kind: ShownMapKind;
  /** Colour of every byte of the map; null shows the image alone. */
  readonly lookup: Uint32Array | null;
  /** Gives up what is not drawn yet. */
  readonly signal?: AbortSignal;
}

/** A thumbnail is drawn at the level that gives at least so many pixels a side: it is shown about 90 wide. */
const wantedSide = 90;

/**
 * Draws a region and what lies around it, with its haze, from the tiles that hold them at the level that suits its size.
 * @param canvas made as large as the part of the image that is shown, at that level
 * @throws DOMException `AbortError` when given up
 */
export async function drawThumbnail(canvas: HTMLCanvasElement, { tiles, record, region, look, kind, lookup, signal }: ThumbnailOptions): Promise<void> {
  // The canvas answers a key first; a row of thumbnails follows when the window has time.
  await whenIdle();
  const whole = thumbnailBox(region.box, record.width, record.height);
  const level = thumbnailLevel(whole, record);
  const size = levelSize(record, level);
  const box = clipBox(boxAtLevel(whole, level), size.width, size.height);
  const load = async (perPixel: number, target: Samples, addressOf: (at: TileAt) => string, decode: (bytes: ArrayBuffer) => Samples): Promise<void> => {
    const loaded = new Map<string, Samples>();
    const each = tilesOfBox(size.width, size.height, box).map(async ({ column, row }) => {
      loaded.set(`${column}/${row}`, await tiles.load({ address: addressOf({ level, column, row }), urgency: 'later', decode }, signal));
    });
    await Promise.all(each);
    const tile: TiledPyramid['tile'] = (_level, column, row) => loaded.get(`${column}/${row}`) ?? null;
    gatherPlane({ image: record, levelCount: level + 1, perPixel, tile }, level, box, target);
  };
  const { channels, sampleType } = record;
  const count = box.width * box.height;
  const samples = makeSamples(sampleType, count * channels);
  const map = new Uint8Array(count);
  const { modelId } = region;
  const haze = modelId === null ? null : lookup;
  await Promise.all([
    load(channels, samples, (at) => imageTileUrl(record.id, at, record.contentHash), (bytes) => samplesOfBytes(sampleType, bytes)),
    haze && modelId !== null && load(1, map, (at) => planeTileUrl(record.id, `map-${kind}`, at, modelId), (bytes) => new Uint8Array(bytes)),
  ]);
  if (signal?.aborted) return;
  const data = new ImageData(box.width, box.height);
  const target = new Uint32Array(data.data.buffer);
  paintImage({ width: box.width, height: box.height, channels, samples }, look, { x: 0, y: 0, width: box.width, height: box.height }, target);
  if (haze) blendHeatMap(target, map, { lookup: haze, thinned: null, greyBelow: 0 });
  canvas.width = box.width;
  canvas.height = box.height;
  canvas.getContext('2d')!.putImageData(data, 0, 0);
}

/** Milliseconds after which a thumbnail no longer waits for the window to have time. */
const longestWaitMs = 500;

function whenIdle(): Promise<unknown> {
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout: longestWaitMs }));
}

/** The coarsest level that still has enough pixels for a thumbnail of a box. */
export function thumbnailLevel(box: PixelBox, image: { readonly width: number; readonly height: number }): number {
  const level = Math.floor(Math.log2(Math.max(box.width / wantedSide, 1)));
  return Math.min(level, levelCount(image.width, image.height) - 1);
}
