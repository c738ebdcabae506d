import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { writeTiff } from './writeTiff.ts';

/** One generated image. What is drawn are functions of the pixel. */
export interface Sample {
  /** `.png` for grey and RGB images, `.tif` for fluorescence channels and stacks. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Default 1. 3 in a PNG is RGB; in a TIFF each is a plane of its own. */
  readonly channels?: number;
  /** Slices of a stack; TIFF only. Default 1. */
  readonly slices?: number;
  /** @returns the sample, 0 … 255 */
  readonly draw: (x: number, y: number, channel: number, slice: number) => number;
  /** @returns the class, or 255 where there is no label; single images only */
  readonly labels?: (x: number, y: number) => number;
}

/** Two bright discs, of radius 8, on a dark ground: what selecting and growing tools are tried on. */
export function discsSample(name: string, side = 64): Sample {
  return { name, width: side, height: side, draw: (x, y) => (isInDisc(x, y, side / 3, side / 3) || isInDisc(x, y, (2 * side) / 3, (2 * side) / 3) ? 200 : 30) };
}

/** A slope from black on the left to white on the right. */
export function slopeSample(name: string, width = 256, height = 64): Sample {
  return { name, width, height, draw: (x) => Math.round((255 * x) / (width - 1)) };
}

function isInDisc(x: number, y: number, centreX: number, centreY: number): boolean {
  return Math.hypot(x + 0.5 - centreX, y + 0.5 - centreY) <= 8;
}

/** Writes an image, and its label file where it has labels, under the same name. */
export async function writeSample(sample: Sample, folders: { readonly imageFolder: string; readonly labelFolder: string }): Promise<void> {
  const { name, width, height, channels = 1, slices = 1, draw, labels } = sample;
  const plane = (channel: number, slice: number): Uint8Array =>
    Uint8Array.from({ length: width * height }, (_, at) => draw(at % width, Math.floor(at / width), channel, slice));
  if (name.endsWith('.png')) {
    const planes = Array.from({ length: channels }, (_, channel) => plane(channel, 0));
    const data = Uint8Array.from({ length: width * height * channels }, (_, at) => planes[at % channels]![Math.floor(at / channels)]!);
    await writeFile(join(folders.imageFolder, name), encode({ width, height, channels, data }));
  } else {
    const planes = Array.from({ length: slices }, (_, slice) => Array.from({ length: channels }, (__, channel) => plane(channel, slice))).flat();
    await writeFile(join(folders.imageFolder, name), writeTiff({ width, height, channels, slices, planes }));
  }
  if (labels) {
    const data = Uint8Array.from({ length: width * height }, (_, at) => labels(at % width, Math.floor(at / width)));
    await writeFile(join(folders.labelFolder, name), encode({ width, height, channels: 1, data }));
  }
}

/** Small images with discs on them, and label files of the same names that number the discs. */
export interface SampleFolders {
  readonly images: string;
  readonly labels: string;
}

const side = 64;

/** @param folder where the two folders are made */
export async function writeSamples(folder: string, names: readonly string[]): Promise<SampleFolders> {
  const folders = { images: join(folder, 'images'), labels: join(folder, 'labels') };
  await mkdir(folders.images, { recursive: true });
  await mkdir(folders.labels, { recursive: true });
  for (const [index, name] of names.entries()) {
    const objects = drawDiscs(8 + 4 * index);
    const grey = objects.map((value) => (value === 0 ? 20 : 180));
    await writeFile(join(folders.images, name), encode({ width: side, height: side, channels: 1, data: grey }));
    await writeFile(join(folders.labels, name), encode({ width: side, height: side, channels: 1, data: objects }));
  }
  return folders;
}

/** Replaces a file by a label file of another size, or with this value in every pixel. */
export async function writePlainLabels(path: string, options: { readonly side?: number; readonly value?: number }): Promise<void> {
  const { side: plainSide = side, value = 0 } = options;
  const data = new Uint8Array(plainSide * plainSide).fill(value);
  await writeFile(path, encode({ width: plainSide, height: plainSide, channels: 1, data }));
}

/** @returns two discs, numbered 1 and 2, on 0 */
function drawDiscs(radius: number): Uint8Array {
  const data = new Uint8Array(side * side);
  const centres = [
    { x: 20, y: 20 },
    { x: 44, y: 46 },
  ];
  centres.forEach(({ x, y }, disc) => {
    for (let index = 0; index < data.length; index++) {
      if (Math.hypot((index % side) - x, Math.floor(index / side) - y) <= radius) data[index] = disc + 1;
    }
  });
  return data;
}
