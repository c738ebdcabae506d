import type { PixelBox } from '../../src-main/core/geometry.ts';
import type { SampleType } from '../../src-main/core/records.ts';

export type Samples = Uint8Array | Uint16Array | Float32Array;

/** Samples of a whole image: interleaved, rows top to bottom. */
export interface SampleGrid {
  readonly width: number;
  readonly height: number;
  /** 1 grey; 3 and more: the first three are red, green and blue. */
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
 * Windows a box of samples to opaque RGBA.
 * @param range sample values shown black and white; what lies outside is clipped, what is no number is black
 * @param target a box's pixels, one 32-bit number each (little-endian RGBA)
 */
export function paintImage(grid: SampleGrid, range: readonly [number, number], box: PixelBox, target: Uint32Array): void {
  const { channels, samples, width } = grid;
  const [low, high] = range;
  const gain = 255 / Math.max(high - low, Number.MIN_VALUE);
  const second = channels >= 3 ? 1 : 0;
  const third = channels >= 3 ? 2 : 0;
  let to = 0;
  for (let row = box.y; row < box.y + box.height; row++) {
    let at = (row * width + box.x) * channels;
    for (let column = 0; column < box.width; column++, at += channels) {
      const red = byteOf((samples[at]! - low) * gain);
      const green = second ? byteOf((samples[at + second]! - low) * gain) : red;
      const blue = third ? byteOf((samples[at + third]! - low) * gain) : red;
      target[to++] = (opaque | (blue << 16) | (green << 8) | red) >>> 0;
    }
  }
}

function byteOf(value: number): number {
  if (!(value > 0)) return 0;
  return value >= 255 ? 255 : (value + 0.5) | 0;
}
