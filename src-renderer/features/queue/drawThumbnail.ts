import { imageTileUrl, mapTileUrl } from '../../../src-main/contract/pixelUrls.ts';
import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { HeatMapKind } from '../../../src-main/core/heatMaps.ts';
import type { ImageRecord, RegionRecord } from '../../../src-main/core/records.ts';
import { paintHeatMap } from '../../canvas/paintHeatMap.ts';
import { makeSamples, paintImage, samplesOfBytes } from '../../canvas/paintImage.ts';
import { overlap } from '../../canvas/Raster.ts';
import type { PixelSource } from '../../pixels/PixelSource.ts';
import { copyTile, tilesOfBox } from '../../pixels/tileGrid.ts';
import { thumbnailBox } from './thumbnailBox.ts';

export interface ThumbnailOptions {
  readonly pixels: PixelSource;
  readonly record: ImageRecord;
  readonly region: RegionRecord;
  readonly kind: HeatMapKind;
  /** Colour of every byte of the map; null shows the image alone. */
  readonly lookup: Uint32Array | null;
}

/**
 * Draws a region and what lies around it, with its haze, from the tiles that hold them.
 * @param canvas made as large as the part of the image that is shown
 */
export async function drawThumbnail(canvas: HTMLCanvasElement, options: ThumbnailOptions): Promise<void> {
  const { pixels, record, region, kind, lookup } = options;
  const box = thumbnailBox(region.box, record.width, record.height);
  const tiles = tilesOfBox(record.width, record.height, box);
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
      const place = { ...tileBox, x: tileBox.x - around.x, y: tileBox.y - around.y };
      const image = pixels.get(imageTileUrl(record.id, column, row, record.contentHash), 'later').then((bytes) => {
        copyTile(samplesOfBytes(record.sampleType, bytes), place, grid.samples, { width: around.width, perPixel: record.channels });
      });
      const haze =
        lookup &&
        pixels.get(mapTileUrl(record.id, kind, { column, row }, region.modelId), 'later').then((bytes) => {
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
  context.putImageData(picture(shown, (target) => paintImage(grid, record.displayRange, shown, target)), 0, 0);
  if (lookup) {
    const haze = await createImageBitmap(picture(shown, (target) => paintHeatMap(map, around.width, shown, lookup, target)));
    context.drawImage(haze, 0, 0);
    haze.close();
  }
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
