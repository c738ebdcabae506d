import { open } from 'node:fs/promises';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import { systemError } from '../files/systemError.ts';
import type { DecodedLabels, FileDescription, FileToDecode } from './imagesApi.ts';
import { pngPixelSize } from './readers/pngChunks.ts';
import { readPngLabels } from './readers/pngLabels.ts';
import { describePicture, readPicture } from './readers/picture.ts';
import type { SampledImage } from './readers/sharpImage.ts';
import { describeTiff, readTiffImage, readTiffLabels } from './tiff/tiffReader.ts';

/** How one file format is known and read. */
export interface ImageReader {
  readonly format: string;
  /** @param start the file's first `magicLength` bytes, fewer when it is shorter */
  isMine(start: Uint8Array): boolean;
  /** From the header alone. */
  describe(file: FileToDecode): Promise<FileDescription>;
  readImage(file: FileToDecode): Promise<SampledImage>;
  readLabels(file: FileToDecode): Promise<DecodedLabels>;
}

const magicLength = 16;

const startsWith = (start: Uint8Array, magic: readonly number[], at = 0): boolean =>
  magic.every((byte, index) => start[at + index] === byte);

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

function lossyLabels(format: string): (file: FileToDecode) => Promise<DecodedLabels> {
  return (file) =>
    Promise.reject(
      new SfumatoError('unreadableImage', say('lossyLabels', { name: file.name, format })),
    );
}

const readers: readonly ImageReader[] = [
  {
    format: 'PNG',
    isMine: (start) => startsWith(start, [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a]),
    describe: async (file) => ({ ...(await describePicture(file, 'PNG')), pixelSizeUm: pngPixelSize(file) }),
    readImage: readPicture,
    readLabels: readPngLabels,
  },
  {
    format: 'JPEG',
    isMine: (start) => startsWith(start, [0xff, 0xd8, 0xff]),
    describe: (file) => describePicture(file, 'JPEG'),
    readImage: readPicture,
    readLabels: lossyLabels('JPEG'),
  },
  {
    format: 'WebP',
    isMine: (start) => startsWith(start, ascii('RIFF')) && startsWith(start, ascii('WEBP'), 8),
    describe: (file) => describePicture(file, 'WebP'),
    readImage: readPicture,
    readLabels: lossyLabels('WebP'),
  },
  {
    format: 'TIFF',
    // Little and big endian, classic (42) and BigTIFF (43).
    isMine: (start) =>
      [42, 43].some((version) => startsWith(start, [...ascii('II'), version, 0]) || startsWith(start, [...ascii('MM'), 0, version])),
    describe: describeTiff,
    readImage: readTiffImage,
    readLabels: readTiffLabels,
  },
];

/**
 * Chooses a reader by a file's first bytes: its name may say anything.
 * @throws SfumatoError `unreadableImage` when no format begins so
 */
export async function readerFor(file: FileToDecode): Promise<ImageReader> {
  const start = await firstBytes(file);
  if (start.length === 0) throw new SfumatoError('unreadableImage', say('emptyFile', { name: file.name }));
  const reader = readers.find((each) => each.isMine(start));
  if (reader) return reader;
  const known = readers.map((each) => each.format).join(', ');
  throw new SfumatoError('unreadableImage', say('unknownFormat', { name: file.name, formats: known }));
}

async function firstBytes(file: FileToDecode): Promise<Uint8Array> {
  try {
    const handle = await open(file.path, 'r');
    try {
      const start = new Uint8Array(magicLength);
      const { bytesRead } = await handle.read(start, 0, magicLength, 0);
      return start.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    throw systemError(thrown, file.name);
  }
}
