import { imageTileUrl, planeTileUrl } from '../../../src-main/contract/pixelUrls.ts';
import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { HeatMapKind } from '../../../src-main/core/heatMaps.ts';
import { levelCount, levelSize } from '../../../src-main/core/pyramid.ts';
import type { ImageRecord, RegionRecord } from '../../../src-main/core/records.ts';
import { overlap } from '../../canvas/dirtyBox.ts';
import type { ImageLook } from '../../canvas/ImageLook.ts';
import { paintHeatMap } from '../../canvas/paintHeatMap.ts';
import { makeSamples, paintImage, samplesOfBytes } from '../../canvas/paintImage.ts';
import { boxAtLevel } from '../../pixels/levelTiles.ts';
import type { PixelSource } from '../../pixels/PixelSource.ts';
import { copyTile, tilesOfBox } from '../../pixels/tileGrid.ts';
import { thumbnailBox } from './thumbnailBox.ts';

export interface ThumbnailOptions {
  readonly pixels: PixelSource;
  readonly record: ImageRecord;
  readonly region: RegionRecord;
  readonly look: ImageLook;
  readonly kind: HeatMapKind;
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
 */
export async function drawThumbnail(canvas: HTMLCanvasElement, options: ThumbnailOptions): Promise<void> {
  const { pixels, record, region, look, kind, lookup, signal } = options;
  const whole = thumbnailBox(region.box, record.width, record.height);
  const level = thumbnailLevel(whole, record);
  const size = levelSize(record, level);
  const box = boxAtLevel(whole, level);
  const tiles = tilesOfBox(size.width, size.height, box);
  const around = joinedBox(tiles.map((tile) => tile.box));
  const grid = {
    width: around.width,
    height: around.height,
    channels: record.channels,
    samples: makeSamples(record.sampleType, around.width * around.height * record.channels),
  };
  const map = new Uint8Array(around.width * around.height);
  await Promise.all(
    tiles.flatMap(({ box: tileBox, column, row }) => {
      const at = { level, column, row };
      const place = { ...tileBox, x: tileBox.x - around.x, y: tileBox.y - around.y };
      const image = pixels.get(imageTileUrl(record.id, at, record.contentHash), 'later', signal).then((bytes) => {
        copyTile(samplesOfBytes(record.sampleType, bytes), place, grid.samples, { width: around.width, perPixel: record.channels });
      });
      const haze =
        lookup &&
        pixels.get(planeTileUrl(record.id, `map-${kind}`, at, region.modelId), 'later', signal).then((bytes) => {
          copyTile(new Uint8Array(bytes), place, map, { width: around.width, perPixel: 1 });
        });
      return haze ? [image, haze] : [image];
    }),
  );
  const shown = overlap({ ...box, x: box.x - around.x, y: box.y - around.y }, { x: 0, y: 0, width: around.width, height: around.height });
  if (!shown) return;
  canvas.width = shown.width;
  canvas.height = shown.height;
  const context = canvas.getContext('2d')!;
  context.putImageData(picture(shown, (target) => paintImage(grid, look, shown, target)), 0, 0);
  if (lookup) {
    const haze = await createImageBitmap(picture(shown, (target) => paintHeatMap(map, around.width, shown, lookup, target)));
    context.drawImage(haze, 0, 0);
    haze.close();
  }
}

/** The coarsest level that still has enough pixels for a thumbnail of a box. */
export function thumbnailLevel(box: PixelBox, image: { readonly width: number; readonly height: number }): number {
  const level = Math.floor(Math.log2(Math.max(box.width / wantedSide, 1)));
  return Math.min(level, levelCount(image.width, image.height) - 1);
}

function picture(box: PixelBox, paint: (target: Uint32Array) => void): ImageData {
  const data = new ImageData(box.width, box.height);
  paint(new Uint32Array(data.data.buffer));
  return data;
}

function joinedBox(boxes: readonly PixelBox[]): PixelBox {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
