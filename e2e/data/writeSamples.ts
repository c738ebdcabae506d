import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';

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
