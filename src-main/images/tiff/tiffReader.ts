import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { DecodedLabels, FileDescription, FileToDecode } from '../imagesApi.ts';
import { assertWithinLimits } from '../limits.ts';
import { pageHeader } from '../readers/sharpFile.ts';
import { layoutOf, readWithSharp, sampleTypeOf } from '../readers/sharpImage.ts';
import type { SampledImage } from '../readers/sharpImage.ts';
import { planTiff } from './planTiff.ts';
import type { PlanePlace, TiffPlan } from './planTiff.ts';
import { bandSampleType, readBands } from './readBands.ts';
import { readTiffPages } from './tiffPages.ts';
import type { TiffPage } from './tiffPages.ts';

const whiteIsZero = 0;
const unsigned = 1;
const signed = 2;

/** What the file holds, by its directory of pages and the header of the first. */
export async function describeTiff(file: FileToDecode): Promise<FileDescription> {
  const { plan, pages } = opened(file);
  const [first] = plan.slices[0]!;
  const bandwise = isReadAsBands(pages, first!);
  const layout = bandwise ? null : layoutOf(file, await pageHeader(file, first!.page));
  const sampleType = layout ? sampleTypeOf(layout) : bandSampleType(file.name, pages[first!.page]!);
  const channels = plan.colour === 'channels' ? plan.slices[0]!.length : (layout?.channels ?? 1);
  assertWithinLimits(file.name, { ...plan, bytesPerPixel: channels * { uint8: 1, uint16: 2, float32: 4 }[sampleType] });
  // A grey page may be shown in colour (a palette), and the other way round.
  const colour = plan.colour === 'channels' ? plan.colour : channels === 1 ? 'grey' : 'rgb';
  const { format, width, height, pixelSizeUm } = plan;
  const channelNames = plan.channelNames.length === channels ? plan.channelNames : usualNames(channels);
  return { format, width, height, channels, colour, channelNames, sampleType, slices: plan.slices.length, pixelSizeUm };
}

/**
 * Reads one slice: a page through libvips, channels page by page, or the samples of one page as channels.
 * @throws SfumatoError `unreadableImage`
 */
export async function readTiffImage(file: FileToDecode): Promise<SampledImage> {
  const { plan, pages } = opened(file);
  const places = sliceOf(file, plan);
  const [first] = places;
  if (first!.sample !== null) {
    const page = pages[first!.page]!;
    return readBands(file, page, { page: first!.page, samples: places.map(({ sample }) => sample ?? 0) });
  }
  const planes: SampledImage[] = [];
  for (const place of places) {
    const { page } = place;
    if (isReadAsBands(pages, place)) {
      planes.push(await readBands(file, pages[page]!, { page, samples: [0] }));
      continue;
    }
    const header = await pageHeader(file, page);
    assertWithinLimits(file.name, { width: header.width, height: header.height, bytesPerPixel: places.length });
    planes.push(await readWithSharp(file, header, page));
  }
  return planes.length === 1 ? planes[0]! : interleaved(planes);
}

/**
 * Labels of one slice: one sample a pixel, 1 to 32 bit.
 * @throws SfumatoError `unreadableImage`
 */
export async function readTiffLabels(file: FileToDecode): Promise<DecodedLabels> {
  const { plan, pages } = opened(file);
  const places = sliceOf(file, plan);
  const page = pages[places[0]!.page]!;
  const { width, height } = plan;
  const { name } = file;
  const refuse = (why: Message): never => {
    throw new SfumatoError('unreadableImage', why);
  };
  if (places.length > 1) refuse(say('colouredLabels', { name, channels: places.length }));
  if (isReadAsBands(pages, places[0]!) || (page.bitsPerSample === 32 && isWholeNumbers(page))) {
    if (!isWholeNumbers(page)) refuse(say('labelFractions', { name }));
    assertWithinLimits(file.name, { width, height, bytesPerPixel: 4 });
    const { samples } = await readBands(file, page, { page: places[0]!.page, samples: [places[0]!.sample ?? 0] }, 'labels');
    return { width, height, values: samples };
  }
  const header = await pageHeader(file, places[0]!.page);
  assertWithinLimits(file.name, { width: header.width, height: header.height, bytesPerPixel: 2 });
  if (header.channels !== 1) refuse(say('colouredLabels', { name, channels: header.channels }));
  if (header.depth !== 'uchar' && header.depth !== 'ushort') refuse(say('labelBits', { name, type: header.depth }));
  const { samples } = await readWithSharp(file, header, places[0]!.page);
  if (samples instanceof Float32Array) throw new SfumatoError('internal', `${file.name}: labels were decoded as fractions`);
  // libvips turns samples round where white is zero; a label is the number that the file holds.
  const stored = page.photometric === whiteIsZero ? turnedBack(samples) : samples;
  return { width, height, values: unstretched(stored, page.bitsPerSample) };
}

/** Samples that are channels, and signed ones, of which libvips cuts the negative off. */
function isReadAsBands(pages: readonly TiffPage[], { page, sample }: PlanePlace): boolean {
  const { samplesPerPixel, bitsPerSample, sampleFormat } = pages[page]!;
  return sample !== null || (sampleFormat === signed && bitsPerSample <= 16 && samplesPerPixel === 1);
}

function isWholeNumbers({ sampleFormat }: TiffPage): boolean {
  return sampleFormat === unsigned || sampleFormat === signed;
}

function opened(file: FileToDecode): { readonly plan: TiffPlan; readonly pages: readonly TiffPage[] } {
  const pages = readTiffPages(file);
  for (const { width, height } of pages.slice(0, 1)) assertWithinLimits(file.name, { width, height, bytesPerPixel: 1 });
  return { plan: planTiff(file.name, pages), pages };
}

function sliceOf(file: FileToDecode, plan: TiffPlan): readonly PlanePlace[] {
  const places = plan.slices[file.slice ?? 0];
  if (places) return places;
  throw new SfumatoError('unreadableImage', say('tiffNoSlice', { name: file.name, slice: (file.slice ?? 0) + 1, slices: plan.slices.length }));
}

function interleaved(planes: readonly SampledImage[]): SampledImage {
  const { width, height, samples: like } = planes[0]!;
  const channels = planes.length;
  const samples = new (like.constructor as new (length: number) => SampledImage['samples'])(width * height * channels);
  planes.forEach(({ samples: plane }, channel) => {
    for (let pixel = 0, at = channel; pixel < plane.length; pixel++, at += channels) samples[at] = plane[pixel]!;
  });
  return { width, height, channels, samples };
}

export function usualNames(channels: number): string[] {
  return channels === 1 ? ['Intensity'] : ['Red', 'Green', 'Blue'];
}

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
