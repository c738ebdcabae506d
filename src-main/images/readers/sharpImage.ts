import type { Metadata } from 'sharp';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { SampleType } from '../../core/records.ts';
import { assertFinite } from '../displayRange.ts';
import type { FileToDecode } from '../imagesApi.ts';
import { assertWithinLimits } from '../limits.ts';
import { openSharp, unreadable } from './sharpFile.ts';

/** Decoded samples, interleaved, rows top to bottom. */
export interface SampledImage {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly samples: Uint8Array | Uint16Array | Float32Array;
}

export interface Layout {
  readonly channels: 1 | 3;
  readonly depth: 'uchar' | 'ushort' | 'float';
  /** libvips' name of the space to stay in (or to convert CMYK to). */
  readonly space: string;
}

/** The program's own name of a layout's samples. */
export function sampleTypeOf({ depth }: Layout): SampleType {
  return depth === 'uchar' ? 'uint8' : depth === 'ushort' ? 'uint16' : 'float32';
}

const bytesOfDepth = { uchar: 1, ushort: 2, float: 4 } as const;

/** Colour spaces whose samples are intensities; LogLuv, Lab and the like would be numbers of another kind. */
const plainSpaces: ReadonlySet<string> = new Set(['b-w', 'grey16', 'srgb', 'rgb', 'rgb16', 'scrgb', 'cmyk']);

/**
 * PNG, JPEG, WebP and TIFF through libvips: 8 and 16 bit as they are, other real types as float32; alpha is dropped,
 * CMYK turned into RGB.
 * @throws SfumatoError `unreadableImage`
 */
export async function readWithSharp(file: FileToDecode, header: Metadata, page = 0): Promise<SampledImage> {
  const layout = layoutOf(file, header);
  const width = header.width;
  const height = header.height;
  assertWithinLimits(file.name, { width, height, bytesPerPixel: layout.channels * bytesOfDepth[layout.depth] });
  const opened = openSharp(file, page).removeAlpha();
  // 8-bit samples need no wider pipeline; others would be squeezed to 8 bits without one.
  const pipeline = layout.depth === 'uchar' ? opened : opened.pipelineColourspace(layout.space);
  const { data, info } = await pipeline
    .toColourspace(layout.space)
    .raw({ depth: layout.depth })
    .toBuffer({ resolveWithObject: true })
    .catch((thrown: unknown) => {
      throw unreadable(file, thrown);
    });
  const expected = width * height * layout.channels * bytesOfDepth[layout.depth];
  if (info.channels !== layout.channels || data.byteLength !== expected) {
    throw new SfumatoError(
      'unreadableImage',
      say('decodedOtherwise', { name: file.name, bytes: expected, channels: layout.channels, gotBytes: data.byteLength, gotChannels: info.channels }),
    );
  }
  const samples = typedSamples(data, layout.depth);
  if (samples instanceof Float32Array) assertFinite(file.name, samples, width, layout.channels);
  return { width, height, channels: layout.channels, samples };
}

export function layoutOf(file: FileToDecode, header: Metadata): Layout {
  const refuse = (what: Message): never => {
    throw new SfumatoError('unreadableImage', say('notGreyOrRgb', { name: file.name, what }));
  };
  const { space, depth, channels } = header;
  if (!plainSpaces.has(space)) refuse(say('colourSpace', { space }));
  if (depth === 'complex' || depth === 'dpcomplex') refuse(say('complexNumbers'));
  // libvips cuts negative values off when it converts signed 16-bit samples.
  if (depth === 'short') refuse(say('signedSamples'));
  const colours = channels - (header.hasAlpha ? 1 : 0);
  if (colours !== 1 && colours !== 3 && space !== 'cmyk') refuse(say('channelCount', { channels }));
  const grey = colours === 1;
  if (depth === 'uchar') return { channels: grey ? 1 : 3, depth, space: grey ? 'b-w' : 'srgb' };
  if (depth === 'ushort') return { channels: grey ? 1 : 3, depth, space: grey ? 'grey16' : 'rgb16' };
  if (space === 'cmyk') refuse(say('cmykOf', { type: depth }));
  return { channels: grey ? 1 : 3, depth: 'float', space };
}

/** Views the decoder's bytes as numbers; copies when they do not begin at a multiple of a sample. */
function typedSamples(data: Buffer, depth: Layout['depth']): SampledImage['samples'] {
  if (depth === 'uchar') return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const aligned = data.byteOffset % 4 === 0 ? data : Uint8Array.from(data);
  const length = aligned.byteLength / bytesOfDepth[depth];
  return depth === 'ushort'
    ? new Uint16Array(aligned.buffer, aligned.byteOffset, length)
    : new Float32Array(aligned.buffer, aligned.byteOffset, length);
}
