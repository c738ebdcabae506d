import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { decode } from 'fast-png';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError, messageOf } from '../../core/SfumatoError.ts';
import { systemError } from '../../files/systemError.ts';
import type { DecodedLabels, FileToDecode } from '../imagesApi.ts';
import { assertWithinLimits } from '../limits.ts';
import { readPngChunks } from './pngChunks.ts';

const inflateAsync = promisify(inflate);

/** Colour types of PNG whose one sample a pixel is an index: grey and palette (PNG specification, 11.2.1). */
const greyType = 0;
const paletteType = 3;

/**
 * Labels in a PNG: palette indices stay indices, 16 bits stay 16 bits.
 * @throws SfumatoError `unreadableImage`; the header, the checksums and the unpacked size are looked at first
 */
export async function readPngLabels(file: FileToDecode): Promise<DecodedLabels> {
  const bytes = await readFile(file.path).catch((thrown: unknown) => {
    throw systemError(thrown, file.name);
  });
  const { header, imageData } = readPngChunks(file.name, bytes);
  const { width, height, bitDepth, colourType } = header;
  assertWithinLimits(file.name, { width, height, bytesPerPixel: 2 });
  if (colourType !== greyType && colourType !== paletteType) {
    throw new SfumatoError(
      'unreadableImage',
      say('colouredLabelPng', { name: file.name, hasAlpha: colourType === 4 }),
    );
  }
  await assertUnpackedSize(file.name, imageData, header);
  try {
    const { data } = decode(bytes, { checkCrc: true });
    return { width, height, values: widened(data, { width, height, bitDepth }) };
  } catch (thrown) {
    throw new SfumatoError('unreadableImage', say('cannotBeRead', { name: file.name, why: messageOf(thrown) }), { cause: thrown });
  }
}

/**
 * Unpacks once with a limit, so that a small file cannot unpack to gigabytes in the decoder, which knows no limit.
 */
async function assertUnpackedSize(
  name: string,
  packed: Uint8Array,
  header: { readonly width: number; readonly height: number; readonly bitDepth: number },
): Promise<void> {
  const rowBytes = Math.ceil((header.width * header.bitDepth) / 8) + 1;
  // Seven passes of interlacing begin at most this many rows more, each with its filter byte.
  const maximum = rowBytes * header.height + 16 * header.height + 64;
  try {
    await inflateAsync(packed, { maxOutputLength: maximum });
  } catch (thrown) {
    throw new SfumatoError('unreadableImage', say('cannotBeUnpacked', { name, why: messageOf(thrown) }), { cause: thrown });
  }
}

/** fast-png leaves samples of 1, 2 and 4 bits packed in their bytes; each row begins a new byte. */
function widened(
  data: Uint8Array | Uint8ClampedArray | Uint16Array,
  size: { readonly width: number; readonly height: number; readonly bitDepth: number },
): Uint8Array | Uint16Array {
  const { width, height, bitDepth } = size;
  if (data instanceof Uint16Array) return data;
  if (bitDepth === 8) return Uint8Array.from(data);
  const perByte = 8 / bitDepth;
  const rowBytes = Math.ceil(width / perByte);
  const mask = 2 ** bitDepth - 1;
  if (data.length !== rowBytes * height) {
    throw new RangeError(`wanted ${rowBytes * height} bytes of packed samples, got ${data.length}`);
  }
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = data[y * rowBytes + Math.floor(x / perByte)]!;
      values[y * width + x] = (byte >> (8 - bitDepth * ((x % perByte) + 1))) & mask;
    }
  }
  return values;
}
