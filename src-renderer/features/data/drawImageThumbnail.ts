import { imageTileUrl } from '../../../src-main/contract/pixelUrls.ts';
import { levelCount, levelSize } from '../../../src-main/core/pyramid.ts';
import type { ImageRecord } from '../../../src-main/core/records.ts';
import { automaticRanges } from '../../canvas/automaticRanges.ts';
import { channelHistograms } from '../../canvas/channelHistograms.ts';
import { channelsShown, resolveLook } from '../../canvas/ImageLook.ts';
import type { LookChoice } from '../../canvas/ImageLook.ts';
import { paintImage, samplesOfBytes } from '../../canvas/paintImage.ts';
import type { PixelSource } from '../../pixels/PixelSource.ts';

export interface ImageThumbnailOptions {
  readonly pixels: PixelSource;
  readonly record: ImageRecord;
  /** What the user has chosen of the look; its windows else are automatic, by these very samples. */
  readonly choice: LookChoice;
  /** Gives up what is not drawn yet. */
  readonly signal: AbortSignal;
}

/**
 * Draws a whole image from the coarsest level of its pyramid, which is one tile.
 * @param canvas made as large as that level
 */
export async function drawImageThumbnail(canvas: HTMLCanvasElement, { pixels, record, choice, signal }: ImageThumbnailOptions): Promise<void> {
  const level = levelCount(record.width, record.height) - 1;
  const { width, height } = levelSize(record, level);
  const bytes = await pixels.get(imageTileUrl(record.id, { level, column: 0, row: 0 }, record.contentHash), 'later', signal);
  const samples = samplesOfBytes(record.sampleType, bytes);
  const grid = { width, height, channels: record.channels, samples };
  const data = new ImageData(width, height);
  const look = resolveLook(choice, automaticRanges(record, channelHistograms(samples, record.channels, channelsShown(record))));
  paintImage(grid, look, { x: 0, y: 0, width, height }, new Uint32Array(data.data.buffer));
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')!.putImageData(data, 0, 0);
}
