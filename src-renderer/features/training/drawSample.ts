import { imageTileUrl, trainingSampleUrl } from '../../../src-main/contract/pixelUrls.ts';
import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { ClassRecord, ImageRecord } from '../../../src-main/core/records.ts';
import type { TrainingSample } from '../../../src-main/core/training/TrainingRun.ts';
import type { ImageLook } from '../../canvas/ImageLook.ts';
import { makeSamples, paintImage, samplesOfBytes } from '../../canvas/paintImage.ts';
import type { PixelSource } from '../../pixels/PixelSource.ts';
import { copyTile, tilesOfBox } from '../../pixels/tileGrid.ts';

export interface SampleOptions {
  readonly pixels: PixelSource;
  readonly runId: string;
  readonly sample: TrainingSample;
  readonly image: ImageRecord;
  readonly look: ImageLook;
  readonly classes: readonly ClassRecord[];
}

/** Share of a class's colour over the pixels inside its outline. */
const fillShare = 0.22;

/** Draws the part of an image that was predicted while training, with what was predicted there over it. */
export async function drawSample(canvas: HTMLCanvasElement, options: SampleOptions): Promise<void> {
  const { pixels, runId, sample, image, look, classes } = options;
  const { box } = sample;
  const tiles = tilesOfBox(image.width, image.height, box);
  const around = joined(tiles.map((tile) => tile.box));
  const grid = { width: around.width, height: around.height, channels: image.channels, samples: makeSamples(image.sampleType, around.width * around.height * image.channels) };
  const prediction = pixels.get(trainingSampleUrl(runId, sample.step, sample.imageId), 'later').then((bytes) => new Uint8Array(bytes));
  await Promise.all(
    tiles.map(async ({ box: tileBox, column, row }) => {
      const bytes = await pixels.get(imageTileUrl(image.id, { level: 0, column, row }, image.contentHash), 'later');
      const place = { ...tileBox, x: tileBox.x - around.x, y: tileBox.y - around.y };
      copyTile(samplesOfBytes(image.sampleType, bytes), place, grid.samples, { width: around.width, perPixel: image.channels });
    }),
  );
  const data = new ImageData(box.width, box.height);
  const target = new Uint32Array(data.data.buffer);
  paintImage(grid, look, { ...box, x: box.x - around.x, y: box.y - around.y }, target);
  paintClasses(target, await prediction, box.width, colourTable(classes));
  canvas.width = box.width;
  canvas.height = box.height;
  canvas.getContext('2d')!.putImageData(data, 0, 0);
}

/**
 * Lays a class map over a picture: outlines opaque, what is inside them tinted. The background stays as it is.
 * @param target little-endian RGBA, changed in place
 * @param colours RGB of each class index
 */
export function paintClasses(target: Uint32Array, classes: Uint8Array, width: number, colours: Uint32Array): void {
  for (let pixel = 0; pixel < classes.length; pixel++) {
    const index = classes[pixel]!;
    if (index === 0) continue;
    const x = pixel % width;
    const isEdge =
      (x > 0 && classes[pixel - 1] !== index) ||
      (x < width - 1 && classes[pixel + 1] !== index) ||
      (pixel >= width && classes[pixel - width] !== index) ||
      (pixel + width < classes.length && classes[pixel + width] !== index);
    target[pixel] = mix(target[pixel]!, colours[index]!, isEdge ? 1 : fillShare);
  }
}

function mix(under: number, over: number, share: number): number {
  const lane = (shift: number): number => Math.round(((under >>> shift) & 255) * (1 - share) + ((over >>> shift) & 255) * share) << shift;
  return (0xff000000 | lane(16) | lane(8) | lane(0)) >>> 0;
}

/** RGB of each class index, little endian; grey for one that the project lacks. */
export function colourTable(classes: readonly ClassRecord[]): Uint32Array {
  const colours = new Uint32Array(256).fill(0x808080);
  for (const { index, colour } of classes) {
    const rgb = parseInt(colour.slice(1), 16);
    colours[index] = ((rgb & 255) << 16) | (rgb & 0xff00) | (rgb >>> 16);
  }
  return colours;
}

function joined(boxes: readonly PixelBox[]): PixelBox {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}
