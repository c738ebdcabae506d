import sharp from 'sharp';
import { discBand } from './discs.ts';
import type { Discs } from './discs.ts';

/** Writes a grey 8-bit TIFF of bright discs with a little texture, so that it does not compress to nothing. */
export async function writeTiff(path: string, discs: Discs, compression: 'none' | 'lzw'): Promise<void> {
  const { side, pitch } = discs;
  const band = discBand(discs, (distance, x, y) => (distance <= 0 ? 170 : 30) + ((x * 7 + y * 13) % 17));
  const data = new Uint8Array(side * side);
  for (let y = 0; y < side; y += pitch) data.set(band.subarray(0, Math.min(pitch, side - y) * side), y * side);
  await sharp(data, { raw: { width: side, height: side, channels: 1 }, limitInputPixels: false }).toColourspace('b-w').tiff({ compression }).toFile(path);
}
