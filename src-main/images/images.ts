import { endianness } from 'node:os';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { ImageColour } from '../core/records.ts';
import { writeFileAtomic } from '../files/atomicFile.ts';
import { systemError } from '../files/systemError.ts';
import { displayRangeOf } from './displayRange.ts';
import type { DisplayRange } from './displayRange.ts';
import type { DecodedImage, DecodedLabels, FileDescription, FileToDecode, GreyPixels, ImagesApi, PyramidFile } from './imagesApi.ts';
import { unfoldPyramid } from './pyramid/unfoldPyramid.ts';
import { writePyramid } from './pyramid/writePyramid.ts';
import type { SampledImage } from './readers/sharpImage.ts';
import { readerFor } from './registry.ts';

async function describe(file: FileToDecode): Promise<FileDescription> {
  return (await readerFor(file)).describe(file);
}

async function decodeImage(file: FileToDecode, pyramidPath: string): Promise<DecodedImage> {
  const reader = await readerFor(file);
  const { format: _format, slices: _slices, ...described } = await reader.describe(file);
  const image = await reader.readImage(file);
  if (image.width !== described.width || image.height !== described.height || image.channels !== described.channels) {
    throw new SfumatoError(
      'unreadableImage',
      say('headerAndPixelsDiffer', {
        name: file.name,
        headerSize: `${described.width} x ${described.height}`,
        headerChannels: described.channels,
        size: `${image.width} x ${image.height}`,
        channels: image.channels,
      }),
    );
  }
  await orExplain(pyramidPath, () => writePyramid(pyramidPath, image));
  return { ...described, ...rangesOf(image, described.colour) };
}

/** Pictures of 8 bits are shown as they are; what is deeper, and channels of any depth, between their percentiles. */
function rangesOf({ samples, channels }: SampledImage, colour: ImageColour): Pick<DecodedImage, 'displayRange' | 'channelRanges'> {
  const isPicture8 = samples instanceof Uint8Array && colour !== 'channels';
  const all = Array.from({ length: channels }, (_none, channel) => channel);
  const channelRanges = all.map((channel): DisplayRange => (isPicture8 ? [0, 255] : displayRangeOf(samples, channel, channels)));
  const displayRange: DisplayRange = samples instanceof Uint8Array ? [0, 255] : channels === 1 ? channelRanges[0]! : displayRangeOf(samples);
  return { displayRange, channelRanges };
}

async function decodeLabels(file: FileToDecode): Promise<DecodedLabels> {
  const reader = await readerFor(file);
  return reader.readLabels(file);
}

function writeSamples(pyramid: PyramidFile, samplesPath: string): Promise<void> {
  return orExplain(samplesPath, () => unfoldPyramid(pyramid, samplesPath));
}

async function writePng(path: string, { width, height, data }: GreyPixels): Promise<void> {
  const space = data instanceof Uint16Array ? 'grey16' : 'b-w';
  const raw = sharp(data, { raw: { width, height, channels: 1 } });
  const png = await (space === 'grey16' ? raw.pipelineColourspace(space) : raw).toColourspace(space).png().toBuffer();
  await orExplain(path, () => writeFileAtomic(path, png));
}

async function orExplain(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (thrown) {
    throw systemError(thrown, dirname(path));
  }
}

/** The decoders themselves, as the decoder process offers them. */
export function createImages(): ImagesApi {
  // Sample files are little endian, and so is every machine this runs on; another would need its bytes turned.
  if (endianness() !== 'LE') throw new SfumatoError('internal', 'this machine stores numbers big endian first, which is not supported');
  return { describe, decodeImage, decodeLabels, writeSamples, writePng };
}
