import { fromFile } from 'geotiff';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError, messageOf } from '../../core/SfumatoError.ts';
import type { SampleType } from '../../core/records.ts';
import { assertFinite } from '../displayRange.ts';
import type { FileToDecode } from '../imagesApi.ts';
import { assertWithinLimits } from '../limits.ts';
import type { SampledImage } from '../readers/sharpImage.ts';
import type { TiffPage } from './tiffPages.ts';

/** Which samples of which page become channels. */
export interface Bands {
  readonly page: number;
  readonly samples: readonly number[];
}

const unsigned = 1;
const signed = 2;

/** @throws SfumatoError `unreadableImage` for samples that none of the program's types can hold */
export function bandSampleType(name: string, { bitsPerSample, sampleFormat }: TiffPage): SampleType {
  if (sampleFormat === unsigned && bitsPerSample === 8) return 'uint8';
  if (sampleFormat === unsigned && bitsPerSample === 16) return 'uint16';
  // Kept as they are, as numbers of a kind that has negative ones: the Hounsfield units of a CT, for instance.
  if (sampleFormat === signed && (bitsPerSample === 8 || bitsPerSample === 16)) return 'float32';
  if (bitsPerSample === 32 || (sampleFormat === 3 && bitsPerSample === 64)) return 'float32';
  throw new SfumatoError('unreadableImage', say('tiffBits', { name, signed: sampleFormat === signed, bits: bitsPerSample }));
}

/**
 * Reads samples of one page as channels: what libvips would take for a picture's colours and transparency.
 * @returns for `labels` whole numbers as the file holds them
 * @throws SfumatoError `unreadableImage`
 */
export function readBands(file: FileToDecode, page: TiffPage, bands: Bands): Promise<SampledImage>;
export function readBands(
  file: FileToDecode,
  page: TiffPage,
  bands: Bands,
  as: 'labels',
): Promise<{ readonly samples: Uint8Array | Uint16Array | Uint32Array }>;
export async function readBands(
  file: FileToDecode,
  page: TiffPage,
  bands: Bands,
  as?: 'labels',
): Promise<SampledImage | { readonly samples: Uint8Array | Uint16Array | Uint32Array }> {
  const { width, height } = page;
  assertWithinLimits(file.name, { width, height, bytesPerPixel: page.samplesPerPixel * Math.max(1, page.bitsPerSample / 8) });
  const raster = await rasterOf(file, bands);
  const expected = width * height * bands.samples.length;
  if (raster.length !== expected) {
    throw new SfumatoError('unreadableImage', say('tiffSamples', { name: file.name, wanted: expected, got: raster.length }));
  }
  if (as === 'labels') {
    return { samples: wholeNumbers(file.name, raster, width) };
  }
  const type = bandSampleType(file.name, page);
  const isAsItIs = (type === 'uint8' && raster instanceof Uint8Array) || (type === 'uint16' && raster instanceof Uint16Array) || raster instanceof Float32Array;
  const samples = isAsItIs ? (raster as SampledImage['samples']) : Float32Array.from(raster);
  if (samples instanceof Float32Array) assertFinite(file.name, samples, width, bands.samples.length);
  return { width, height, channels: bands.samples.length, samples };
}

/** Many programs write labels as signed numbers although none is negative. */
function wholeNumbers(name: string, raster: Awaited<ReturnType<typeof rasterOf>>, width: number): Uint8Array | Uint16Array | Uint32Array {
  if (raster instanceof Uint8Array || raster instanceof Uint16Array || raster instanceof Uint32Array) return raster;
  if (raster instanceof Int8Array || raster instanceof Int16Array || raster instanceof Int32Array) {
    const at = raster.findIndex((value) => value < 0);
    if (at < 0) return raster instanceof Int32Array ? Uint32Array.from(raster) : Uint16Array.from(raster);
    throw new SfumatoError('unreadableImage', say('labelNotWhole', { name, x: at % width, y: Math.floor(at / width), value: String(raster[at]) }));
  }
  throw new SfumatoError('unreadableImage', say('labelsNotWhole', { name }));
}

async function rasterOf(file: FileToDecode, { page, samples }: Bands) {
  try {
    const tiff = await fromFile(file.path);
    try {
      const image = await tiff.getImage(page);
      const raster = await image.readRasters({ interleave: true, samples: [...samples] });
      return raster;
    } finally {
      await tiff.close();
    }
  } catch (thrown) {
    throw new SfumatoError('unreadableImage', say('cannotBeRead', { name: file.name, why: messageOf(thrown) }), { cause: thrown });
  }
}
