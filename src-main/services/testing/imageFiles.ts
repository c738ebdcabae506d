import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint16Array;
}

/** A small grey picture, different for every seed. */
export function greyPicture(seed: number, width = 32, height = 24): Picture {
  return { width, height, data: Uint8Array.from({ length: width * height }, (_none, at) => (at * 7 + seed * 31) % 256) };
}

/** A picture with a rectangle of one value in a field of zeros. */
export function boxPicture(value: number, width = 32, height = 24): Picture {
  const data = value > 255 ? new Uint16Array(width * height) : new Uint8Array(width * height);
  for (let y = 4; y < 12; y++) data.fill(value, y * width + 4, y * width + 20);
  return { width, height, data };
}

/** Writes a grey PNG of 8 or 16 bits. @returns its path */
export async function writePicture(folder: string, name: string, picture: Picture): Promise<string> {
  const path = join(folder, name);
  const depth = picture.data instanceof Uint16Array ? 16 : 8;
  await writeFile(path, encode({ ...picture, depth, channels: 1 }));
  return path;
}
