import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { viridis } from '../../../src-renderer/colour/viridis.ts';
import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import { imageMethods } from './imageMethods.ts';
import type { ImageSet, MeasurableImage } from './ImageSet.ts';
import type { PredictedMaps } from './predictMaps.ts';

/** What a method said of a picture, so that all methods can be drawn side by side. */
interface KeptPicture {
  readonly width: number;
  readonly height: number;
  readonly path: string;
  /** Base 64 of bytes, a pixel each. */
  readonly labels: string;
  readonly foreign: string;
  readonly prediction: string;
  /** Of the highest probability: 0 … 255 for 1 / C … 1. */
  readonly confidence: string;
}

const caption = 20;
const gap = 4;

/** Of each sequence (what a name has before its first underscore) the image with most of what no network was taught. */
export function picturedImages(images: readonly MeasurableImage[]): MeasurableImage[] {
  const most = new Map<string, { readonly image: MeasurableImage; readonly pixels: number }>();
  for (const image of images) {
    const pixels = image.foreign?.reduce((sum, value) => sum + value, 0) ?? 0;
    const sequence = image.imageId.split('_')[0]!;
    if (pixels > (most.get(sequence)?.pixels ?? 0)) most.set(sequence, { image, pixels });
  }
  return Array.from(most.values(), ({ image }) => image);
}

export interface PicturePlace {
  readonly set: ImageSet;
  readonly method: string;
  readonly image: MeasurableImage;
}

/** Keeps what a row says of an image in the work folder. */
export function keepPicture(workFolder: string, { set, method, image }: PicturePlace, { prediction, maps }: PredictedMaps): void {
  const folder = join(workFolder, 'pictures', set.name, image.imageId);
  mkdirSync(folder, { recursive: true });
  const classes = set.classNames.length;
  const largestDoubt = 1 - 1 / classes;
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const kept: KeptPicture = {
    width: image.width,
    height: image.height,
    path: image.path,
    labels: text(image.labels),
    foreign: text(image.foreign ?? new Uint8Array(image.labels.length)),
    prediction: text(prediction),
    confidence: text(Uint8Array.from(maps['maximumProbability']!, (doubt) => Math.round(255 * (1 - Math.min(1, doubt / largestDoubt))))),
  };
  writeFileSync(join(folder, `${method}.json`), JSON.stringify(kept));
}

/**
 * Draws one image as every method sees it: the image and its labels, then each method's classes and confidence.
 * @param methods whose rows are there; the picture is left as it is where the work folder lacks one of them
 * @returns whether it was drawn
 */
export async function drawPicture(workFolder: string, { set, imageId, methods }: { readonly set: ImageSet; readonly imageId: string; readonly methods: readonly string[] }, target: string): Promise<boolean> {
  const folder = join(workFolder, 'pictures', set.name, imageId);
  const shown = imageMethods.filter(({ name }) => methods.includes(name));
  if (shown.length === 0 || shown.some(({ name }) => !existsSync(join(folder, `${name}.json`)))) return false;
  const kept = shown.map(({ name, title }) => ({ title, picture: JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as KeptPicture }));
  const { width, height, path, labels, foreign } = kept[0]!.picture;
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64');
  const raw = { width, height, channels: 3 } as const;
  const isForeign = bytes(foreign);
  const truth = painted(bytes(labels), (label, pixel) => (isForeign[pixel] === 1 ? foreignColour : classColour(label)));
  const pairs = [
    { title: 'image', left: await sharp(path).removeAlpha().raw().toBuffer(), right: truth, rightTitle: 'labels; white: not taught' },
    ...kept.map(({ title, picture }) => ({
      title,
      left: painted(bytes(picture.prediction), classColour),
      right: painted(bytes(picture.confidence), (value) => Number.parseInt(viridis.slice(6 * value, 6 * value + 6), 16)),
      rightTitle: 'confidence',
    })),
  ];
  const columns = 2;
  const cell = { width: 2 * (width + gap) + gap, height: height + caption + gap };
  const rows = Math.ceil(pairs.length / columns);
  const layers = pairs.flatMap(({ title, left, right, rightTitle }, index) => {
    const x = (index % columns) * cell.width + gap;
    const y = Math.floor(index / columns) * cell.height + caption;
    return [
      { input: written(title, width), left: x, top: y - caption },
      { input: left, raw, left: x, top: y },
      { input: written(rightTitle, width), left: x + width + gap, top: y - caption },
      { input: right, raw, left: x + width + gap, top: y },
    ];
  });
  await sharp({ create: { width: columns * cell.width, height: rows * cell.height, channels: 3, background: '#ffffff' } }).composite(layers).png({ compressionLevel: 9, palette: true }).toFile(target);
  return true;
}

function written(text: string, width: number): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${caption}"><text x="2" y="14" font-family="sans-serif" font-size="12" fill="#1c2733">${text}</text></svg>`);
}

const foreignColour = 0xffffff;
/** Sky, building, pole, road … in the sets' order, told apart by hue and lightness. */
const palette = [0x8fc7ea, 0x8a5a44, 0xd9d9a8, 0x6b5b73, 0xc98bb9, 0x4f8a3c, 0xe0b03a, 0xb0522e, 0x2b4b9b, 0x3aa39a, 0xd0474f] as const;

function classColour(label: number): number {
  return label === unlabelled ? 0x000000 : palette[label % palette.length]!;
}

function painted(values: Uint8Array, colourOf: (value: number, pixel: number) => number): Buffer {
  const result = Buffer.alloc(values.length * 3);
  for (const [pixel, value] of values.entries()) result.writeUIntBE(colourOf(value, pixel), pixel * 3, 3);
  return result;
}
