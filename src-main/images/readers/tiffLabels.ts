import { SfumatoError } from '../../core/SfumatoError.ts';
import type { DecodedLabels, FileToDecode } from '../imagesApi.ts';
import { assertWithinLimits } from '../limits.ts';
import { singlePageHeader } from './sharpFile.ts';
import { isWhiteZero, readTiffImage } from './tiffImage.ts';
import { readTiffTags } from './tiffTags.ts';

/**
 * Labels in a TIFF of one channel, 1 to 16 bit.
 * @throws SfumatoError `unreadableImage`
 */
export async function readTiffLabels(file: FileToDecode): Promise<DecodedLabels> {
  const header = await singlePageHeader(file);
  assertWithinLimits(file.name, { width: header.width, height: header.height, bytesPerPixel: 2 });
  if (header.channels !== 1) {
    throw new SfumatoError(
      'unreadableImage',
      `${file.name}: label files hold class indices or instance numbers, not colours (this one has ${header.channels} channels)`,
    );
  }
  if (header.depth !== 'uchar' && header.depth !== 'ushort') {
    throw new SfumatoError('unreadableImage', `${file.name}: wanted labels of 8 or 16 bits, it holds samples of the type ${header.depth}`);
  }
  const { width, height, samples } = await readTiffImage(file);
  if (samples instanceof Float32Array) throw new SfumatoError('internal', `${file.name}: labels were decoded as fractions`);
  const tags = await readTiffTags(file.path);
  const stored = isWhiteZero(tags) ? turnedBack(samples) : samples;
  return { width, height, values: unstretched(stored, tags?.bitsPerSample ?? 8) };
}

/** libvips turns samples round where white is zero; a label is the number that the file holds. */
function turnedBack(samples: Uint8Array | Uint16Array): Uint8Array | Uint16Array {
  const largest = samples instanceof Uint16Array ? 65535 : 255;
  return samples.map((sample) => largest - sample);
}

/** libvips spreads 1, 2 and 4-bit samples over 0 … 255. */
function unstretched(samples: Uint8Array | Uint16Array, bits: number): Uint8Array | Uint16Array {
  if (bits >= 8) return samples;
  const largest = 2 ** bits - 1;
  return Uint8Array.from(samples, (sample) => Math.round((sample * largest) / 255));
}
