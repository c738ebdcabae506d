import type { SampleType } from '../../src-main/core/records.ts';
import { parseColour } from '../colour/colourMaps.ts';
import type { ChannelLook, ImageLook } from './ImageLook.ts';

/** What a look makes of each sample of one channel. */
export interface ChannelLookup {
  /** Which sample of a pixel is read. */
  readonly channel: number;
  /** Red, green and blue of each sample, in lanes of `laneBits` bits from the lowest on. */
  readonly light: Uint32Array;
  /** Table index = (sample - low) x gain, cut to the table; whole numbers are their own index. */
  readonly low: number;
  readonly gain: number;
}

/** A look made into tables, so that a pixel costs a few look-ups however it is windowed. */
export interface ImageLookup {
  readonly channels: readonly ChannelLookup[];
  /** 8 where channels cannot add up past 255 and lanes are the picture's bytes; else 10, for sums of up to four. */
  readonly laneBits: 8 | 10;
  /** What the sum of the channels becomes, for each of red, green and blue: brightness and inversion. */
  readonly tone: Uint8Array | null;
}

/** Entries of a table for samples that are not whole numbers: finer than a byte of light by far. */
const fineSteps = 4096;
/** Sums of light from 0 to four full channels. */
const toneSteps = 1024;
const known = new Map<string, ImageLookup>();
/** Looks are few: the one shown, those of panes beside it and of a drag's last steps. */
const keptLookups = 8;

/** @returns the tables of a look, made once for the same look */
export function imageLookup(look: ImageLook, sampleType: SampleType): ImageLookup {
  const key = `${sampleType} ${JSON.stringify(look)}`;
  let lookup = known.get(key);
  if (!lookup) {
    lookup = makeLookup(look, sampleType);
    if (known.size >= keptLookups) known.delete(known.keys().next().value!);
    known.set(key, lookup);
  }
  return lookup;
}

function makeLookup(look: ImageLook, sampleType: SampleType): ImageLookup {
  const shown = look.channels.map((channel, at) => ({ ...channel, at, rgb: parseColour(channel.colour) })).filter(({ visible }) => visible);
  const most = [0, 1, 2].map((lane) => shown.reduce((sum, { rgb }) => sum + rgb[lane]!, 0));
  const mayOverflow = Math.max(...most) > 255;
  const laneBits = mayOverflow ? 10 : 8;
  // Where channels do not add up, brightness and inversion go into each channel's own table.
  const isPlain = look.brightness === 0 && !look.inverted;
  const isSeparate = !mayOverflow && [0, 1, 2].every((lane) => shown.filter(({ rgb }) => rgb[lane]! > 0).length <= 1 && most[lane] === 255);
  const tone = (value: number): number => toned(value, look);
  const channels = shown.map(({ at, rgb, ...channel }): ChannelLookup => {
    const { levels, low, gain } = windowed(channel, sampleType);
    const light = new Uint32Array(levels.length);
    for (let index = 0; index < levels.length; index++) {
      const lanes = rgb.map((full) => {
        const value = (levels[index]! * full) / 255;
        return isSeparate && !isPlain ? (full > 0 ? tone(value) : 0) : value;
      });
      light[index] = (Math.round(lanes[0]!) | (Math.round(lanes[1]!) << laneBits) | (Math.round(lanes[2]!) << (2 * laneBits))) >>> 0;
    }
    return { channel: at, light, low, gain };
  });
  const needsTone = mayOverflow || (!isPlain && !isSeparate);
  return { channels, laneBits, tone: needsTone ? Uint8Array.from({ length: toneSteps }, (_, sum) => Math.round(tone(Math.min(sum, 255)))) : null };
}

/** Brightness 0 … 255 of every table index of one channel, after window and gamma. */
function windowed({ low, high, gamma }: ChannelLook, sampleType: SampleType): { readonly levels: Float32Array; readonly low: number; readonly gain: number } {
  const span = Math.max(high - low, Number.MIN_VALUE);
  const brightness = (share: number): number => 255 * Math.min(Math.max(share, 0), 1) ** (1 / Math.max(gamma, 0.01));
  if (sampleType === 'float32') {
    const levels = Float32Array.from({ length: fineSteps }, (_, step) => brightness(step / (fineSteps - 1)));
    return { levels, low, gain: (fineSteps - 1) / span };
  }
  const levels = Float32Array.from({ length: sampleType === 'uint8' ? 256 : 65536 }, (_, sample) => brightness((sample - low) / span));
  return { levels, low: 0, gain: 1 };
}

/** Brightness is added, then light and dark change places. */
function toned(value: number, { brightness, inverted }: ImageLook): number {
  const lit = Math.min(Math.max(value + brightness * 255, 0), 255);
  return inverted ? 255 - lit : lit;
}
