import { endianness } from 'node:os';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { SfumatoError } from '../core/SfumatoError.ts';
import { writeFileAtomic } from '../files/atomicFile.ts';
import { systemError } from '../files/systemError.ts';
import { displayRangeOf } from './displayRange.ts';
import type { BytePixels, DecodedImage, DecodedLabels, FileToDecode, ImagesApi } from './imagesApi.ts';
import { readerFor } from './registry.ts';

async function decodeImage(file: FileToDecode, samplesPath: string): Promise<DecodedImage> {
  const reader = await readerFor(file);
  const { width, height, channels, samples } = await reader.readImage(file);
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  await writeOrExplain(samplesPath, bytes);
  return samples instanceof Float32Array
    ? { width, height, channels, sampleType: 'float32', displayRange: displayRangeOf(samples) }
    : samples instanceof Uint16Array
      ? { width, height, channels, sampleType: 'uint16', displayRange: displayRangeOf(samples) }
      : { width, height, channels, sampleType: 'uint8', displayRange: [0, 255] };
}

async function decodeLabels(file: FileToDecode): Promise<DecodedLabels> {
  const reader = await readerFor(file);
  return reader.readLabels(file);
}

async function writePng(path: string, { width, height, data }: BytePixels): Promise<void> {
  const png = await sharp(data, { raw: { width, height, channels: 1 } }).toColourspace('b-w').png().toBuffer();
  await writeOrExplain(path, png);
}

async function writeOrExplain(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFileAtomic(path, bytes);
  } catch (thrown) {
    throw systemError(thrown, dirname(path));
  }
}

/** The decoders themselves, as the decoder process offers them. */
export function createImages(): ImagesApi {
  // Sample files are little endian, and so is every machine this runs on; another would need its bytes turned.
  if (endianness() !== 'LE') throw new SfumatoError('internal', 'this machine stores numbers big endian first, which is not supported');
  return { decodeImage, decodeLabels, writePng };
}
