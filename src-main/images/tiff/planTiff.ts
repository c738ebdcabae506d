import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ImageColour, PixelSize } from '../../core/records.ts';
import { pictureChannelNames } from '../pictureChannelNames.ts';
import { imageJPixelSize, readImageJ } from './imageJ.ts';
import { readOmeXml } from './omeXml.ts';
import type { OmePixels } from './omeXml.ts';
import type { TiffPage } from './tiffPages.ts';
import { isNominalResolution } from './units.ts';

/** Where one plane of samples lies: a page, and which of its samples (null is all of them, as a picture's colours). */
export interface PlanePlace {
  readonly page: number;
  readonly sample: number | null;
}

/** How the pages of a TIFF make images: one or more slices, each of one picture or of channels. */
export interface TiffPlan {
  readonly format: 'TIFF' | 'OME-TIFF' | 'ImageJ TIFF';
  readonly width: number;
  readonly height: number;
  readonly colour: ImageColour;
  readonly channelNames: readonly string[];
  /** One list a slice: one place for grey and RGB, one a channel otherwise. */
  readonly slices: readonly (readonly PlanePlace[])[];
  readonly pixelSizeUm: PixelSize | null;
}

const whiteIsZero = 0;
const blackIsZero = 1;
const rgb = 2;
const separated = 5;
const planesApart = 2;

/**
 * Finds out which pages and samples of a TIFF belong together: by OME-XML, by ImageJ's description, or as they lie.
 * @param name the file's, for messages
 * @throws SfumatoError `unreadableImage` when its pages are of different sizes or kinds
 */
export function planTiff(name: string, all: readonly TiffPage[]): TiffPlan {
  const numbers = all.flatMap((page, index) => (page.isSubordinate ? [] : [index]));
  const places = numbers.length > 0 ? numbers : all.map((_page, index) => index);
  const first = all[places[0]!]!;
  assertAlike(name, all, places);
  const ome = readOmeXml(first.description);
  const imageJ = ome ? null : readImageJ(first.description);
  const size = { width: first.width, height: first.height };
  if (isManyChannels(first)) {
    const inPage = first.samplesPerPixel - alphaCount(first);
    return { ...size, ...samplesOfPages(first, places, inPage, ome), format: ome ? 'OME-TIFF' : imageJ ? 'ImageJ TIFF' : 'TIFF', pixelSizeUm: ome?.pixelSizeUm ?? tiffPixelSize(first) };
  }
  const isGrey = isGreyPage(first);
  if (ome) return { ...size, format: 'OME-TIFF', ...omePlan(ome, places, isGrey), pixelSizeUm: ome.pixelSizeUm ?? tiffPixelSize(first) };
  const channels = imageJ && isGrey && places.length % imageJ.channels === 0 ? imageJ.channels : 1;
  return {
    ...size,
    format: imageJ ? 'ImageJ TIFF' : 'TIFF',
    ...pictureWords(isGrey, channels),
    slices: Array.from({ length: places.length / channels }, (_none, slice) =>
      Array.from({ length: channels }, (_channel, channel) => ({ page: places[slice * channels + channel]!, sample: null })),
    ),
    pixelSizeUm: imageJ ? imageJPixelSize(imageJ, first) : tiffPixelSize(first),
  };
}

function assertAlike(name: string, all: readonly TiffPage[], places: readonly number[]): void {
  const first = all[places[0]!]!;
  const other = places.find((place) => {
    const page = all[place]!;
    return page.width !== first.width || page.height !== first.height;
  });
  if (other !== undefined) {
    throw new SfumatoError(
      'unreadableImage',
      say('tiffPageSizes', {
        name,
        first: `${first.width} x ${first.height}`,
        page: other + 1,
        size: `${all[other]!.width} x ${all[other]!.height}`,
      }),
    );
  }
  const odd = places.find((place) => {
    const page = all[place]!;
    return page.samplesPerPixel !== first.samplesPerPixel || page.bitsPerSample !== first.bitsPerSample || page.sampleFormat !== first.sampleFormat;
  });
  if (odd !== undefined) {
    throw new SfumatoError('unreadableImage', say('tiffPageKinds', { name, page: odd + 1 }));
  }
}

/**
 * Whether the samples of a page are channels rather than a picture's colours: several grey ones, more than a picture has,
 * or four planes kept apart and called RGB with alpha, as no picture's are but a small stack's.
 */
export function isManyChannels(page: TiffPage): boolean {
  const { photometric, planarConfiguration, samplesPerPixel } = page;
  const colours = samplesPerPixel - alphaCount(page);
  if (photometric === whiteIsZero || photometric === blackIsZero) return colours > 1;
  if (photometric === separated) return samplesPerPixel > 5;
  if (photometric !== rgb) return false;
  return (planarConfiguration === planesApart && samplesPerPixel > 3) || colours > 4 || (samplesPerPixel > 3 && page.extraSamples.length > 0 && page.extraSamples[0] === 0);
}

function isGreyPage({ photometric }: TiffPage): boolean {
  return photometric === whiteIsZero || photometric === blackIsZero;
}

function alphaCount({ photometric, extraSamples, planarConfiguration }: TiffPage): number {
  if (photometric === rgb && planarConfiguration === planesApart) return 0;
  return extraSamples.filter((kind) => kind === 1 || kind === 2).length;
}

/** The samples of each page as channels; or as slices, where the writer's own note says that they are a third axis. */
function samplesOfPages(
  first: TiffPage,
  places: readonly number[],
  count: number,
  ome: OmePixels | null,
): Pick<TiffPlan, 'colour' | 'channelNames' | 'slices'> {
  const samples = Array.from({ length: count }, (_none, sample) => sample);
  if (isNotedStack(first, count)) {
    return { ...pictureWords(true, 1), slices: places.flatMap((page) => samples.map((sample) => [{ page, sample }])) };
  }
  const names = ome?.channels.map(({ name }) => name) ?? [];
  return {
    colour: 'channels',
    channelNames: samples.map((sample) => names[sample] ?? channelName(sample)),
    slices: places.map((page) => samples.map((sample) => ({ page, sample }))),
  };
}

/** tifffile notes the shape of the array that it was given: [4, 512, 512] is a stack of four, however it was stored. */
function isNotedStack({ description, width, height, planarConfiguration }: TiffPage, count: number): boolean {
  if (planarConfiguration !== planesApart || !description.startsWith('{')) return false;
  try {
    const noted: unknown = JSON.parse(description);
    const shape = typeof noted === 'object' && noted !== null && 'shape' in noted ? noted.shape : null;
    return Array.isArray(shape) && shape.length === 3 && shape[0] === count && shape[1] === height && shape[2] === width;
  } catch {
    return false;
  }
}

function pictureWords(isGrey: boolean, channels: number): Pick<TiffPlan, 'colour' | 'channelNames'> {
  if (channels > 1) return { colour: 'channels', channelNames: Array.from({ length: channels }, (_none, channel) => channelName(channel)) };
  return { colour: isGrey ? 'grey' : 'rgb', channelNames: pictureChannelNames(isGrey) };
}

/** Planes by OME-XML; pages that it does not account for are slices as they lie. */
function omePlan(ome: OmePixels, places: readonly number[], isGrey: boolean): Pick<TiffPlan, 'colour' | 'channelNames' | 'slices'> {
  const channels = isGrey ? Math.max(1, ome.channels.length > 0 ? ome.channels.length : ome.sizeC) : 1;
  const pages = pagesByOme(ome, places, channels);
  const words = pictureWords(isGrey, channels);
  if (!pages) return { ...pictureWords(isGrey, 1), slices: places.map((page) => [{ page, sample: null }]) };
  return {
    ...words,
    channelNames: words.channelNames.map((usual, channel) => (channels > 1 ? (ome.channels[channel]?.name ?? usual) : usual)),
    slices: pages.map((each) => each.map((page) => ({ page, sample: null }))),
  };
}

/** @returns pages by slice (z fastest, then t) and channel; null when they do not add up to the planes that the file claims */
function pagesByOme(ome: OmePixels, places: readonly number[], channels: number): number[][] | null {
  const sizes = { C: channels, Z: ome.sizeZ, T: ome.sizeT };
  if (channels * ome.sizeZ * ome.sizeT !== places.length) return null;
  const [first, second] = [...ome.order.slice(2)] as ('C' | 'Z' | 'T')[];
  const planeNumber = (at: { C: number; Z: number; T: number }): number => {
    const third = (['C', 'Z', 'T'] as const).find((axis) => axis !== first && axis !== second)!;
    return at[first!] + sizes[first!] * (at[second!] + sizes[second!] * at[third]);
  };
  const pageOfPlane = new Map<number, number>();
  for (const { page, c, z, t, count, isElsewhere } of ome.planes) {
    if (isElsewhere) return null;
    const from = planeNumber({ C: c, Z: z, T: t });
    for (let offset = 0; offset < Math.min(count ?? places.length, places.length); offset++) pageOfPlane.set(from + offset, page + offset);
  }
  const slices: number[][] = [];
  for (let t = 0; t < ome.sizeT; t++) {
    for (let z = 0; z < ome.sizeZ; z++) {
      slices.push(
        Array.from({ length: channels }, (_none, c) => {
          const plane = planeNumber({ C: c, Z: z, T: t });
          return places[pageOfPlane.get(plane) ?? plane] ?? -1;
        }),
      );
    }
  }
  const used = new Set(slices.flat());
  return used.size === places.length && !used.has(-1) ? slices : null;
}

function channelName(channel: number): string {
  return `C${channel + 1}`;
}

const unitIsInch = 2;
const unitIsCentimetre = 3;

/** From the resolution tags, unless they only say what a printer or a screen would be set to. */
export function tiffPixelSize({ resolution }: TiffPage): PixelSize | null {
  if (!resolution) return null;
  const unit = resolution.unit === unitIsInch ? 25_400 : resolution.unit === unitIsCentimetre ? 10_000 : null;
  if (unit === null) return null;
  const perMicrometre = { x: resolution.x / unit, y: resolution.y / unit };
  if (isNominalResolution(perMicrometre.x) || isNominalResolution(perMicrometre.y)) return null;
  return { x: 1 / perMicrometre.x, y: 1 / perMicrometre.y, z: null };
}
