import type { PixelBox } from '../../src-main/core/geometry.ts';
import type { SampleType } from '../../src-main/core/records.ts';
import type { ImageLook } from './ImageLook.ts';
import { imageLookup } from './imageLookup.ts';
import type { ImageLookup } from './imageLookup.ts';

export type Samples = Uint8Array | Uint16Array | Float32Array;

/** Samples of a part of an image: interleaved, rows top to bottom. */
export interface SampleGrid {
  readonly width: number;
  readonly height: number;
  /** Samples a pixel. */
  readonly channels: number;
  readonly samples: Samples;
}

const opaque = 0xff000000;

export function makeSamples(sampleType: SampleType, count: number): Samples {
  if (sampleType === 'uint8') return new Uint8Array(count);
  return sampleType === 'uint16' ? new Uint16Array(count) : new Float32Array(count);
}

/** Reads a tile's bytes (little endian, as every host the program runs on) as its samples. */
export function samplesOfBytes(sampleType: SampleType, bytes: ArrayBuffer): Samples {
  if (sampleType === 'uint8') return new Uint8Array(bytes);
  return sampleType === 'uint16' ? new Uint16Array(bytes) : new Float32Array(bytes);
}

/**
 * Makes light of a box of samples: each visible channel windowed, raised to its gamma and added in its colour, then
 * brightness and inversion. What is no number is black.
 * @param box of the grid's pixels
 * @param target the box's pixels, one 32-bit number each (little-endian opaque RGBA)
 */
export function paintImage(grid: SampleGrid, look: ImageLook, box: PixelBox, target: Uint32Array): void {
  const { samples } = grid;
  const sampleType = samples instanceof Uint8Array ? 'uint8' : samples instanceof Uint16Array ? 'uint16' : 'float32';
  const lookup = imageLookup(look, sampleType);
  const whole = sampleType !== 'float32';
  for (let y = 0; y < box.height; y++) {
    const from = ((box.y + y) * grid.width + box.x) * grid.channels;
    const row = target.subarray(y * box.width, (y + 1) * box.width);
    if (whole && lookup.channels.length === 1) oneChannel(samples, from, grid.channels, lookup, row);
    else if (whole && lookup.channels.length === 3) threeChannels(samples, from, grid.channels, lookup, row);
    else anyChannels(samples, from, grid.channels, lookup, row);
    if (lookup.tone) finish(row, lookup.laneBits, lookup.tone);
  }
}

function oneChannel(samples: Samples, from: number, step: number, { channels }: ImageLookup, row: Uint32Array): void {
  const { light, channel } = channels[0]!;
  let at = from + channel;
  for (let x = 0; x < row.length; x++, at += step) row[x] = opaque | light[samples[at]!]!;
}

function threeChannels(samples: Samples, from: number, step: number, { channels, laneBits }: ImageLookup, row: Uint32Array): void {
  const [first, second, third] = channels as readonly [(typeof channels)[number], (typeof channels)[number], (typeof channels)[number]];
  const { light: red } = first;
  const { light: green } = second;
  const { light: blue } = third;
  let at = from;
  const alpha = laneBits === 8 ? opaque : 0;
  for (let x = 0; x < row.length; x++, at += step) {
    row[x] = alpha | (red[samples[at + first.channel]!]! + green[samples[at + second.channel]!]! + blue[samples[at + third.channel]!]!);
  }
}

function anyChannels(samples: Samples, from: number, step: number, lookup: ImageLookup, row: Uint32Array): void {
  row.fill(lookup.laneBits === 8 ? opaque : 0);
  for (const { channel, light, low, gain } of lookup.channels) {
    const last = light.length - 1;
    let at = from + channel;
    for (let x = 0; x < row.length; x++, at += step) {
      const index = (samples[at]! - low) * gain;
      // A lane of ten bits holds four channels; it is cut as further ones are added.
      const value = light[index > 0 ? (index < last ? (index + 0.5) | 0 : last) : 0]!;
      row[x] = lookup.laneBits === 8 ? row[x]! + value : addLanes(row[x]!, value);
    }
  }
}

function addLanes(sum: number, light: number): number {
  const red = Math.min((sum & 1023) + (light & 1023), 255);
  const green = Math.min(((sum >>> 10) & 1023) + ((light >>> 10) & 1023), 255);
  const blue = Math.min(((sum >>> 20) & 1023) + ((light >>> 20) & 1023), 255);
  return red | (green << 10) | (blue << 20);
}

/** Turns sums of light into the bytes of a picture. */
function finish(row: Uint32Array, laneBits: number, tone: Uint8Array): void {
  const mask = (1 << laneBits) - 1;
  for (let x = 0; x < row.length; x++) {
    const sum = row[x]!;
    row[x] = opaque | (tone[(sum >>> (2 * laneBits)) & mask]! << 16) | (tone[(sum >>> laneBits) & mask]! << 8) | tone[sum & mask]!;
  }
}
