import type { PixelBox } from '../../core/geometry.ts';
import { cutMirrored } from './cutMirrored.ts';
import type { WindowSource } from './WindowSource.ts';

/** A part of an image at twice its resolution, in memory. */
export class DoubledPart implements WindowSource {
  readonly width: number;
  readonly height: number;
  readonly #values: Float32Array;
  readonly #channels: number;

  /** @param values [height, width, channels] */
  constructor(values: Float32Array, width: number, height: number) {
    this.width = 2 * width;
    this.height = 2 * height;
    this.#channels = values.length / (width * height);
    this.#values = doubled(values, width, height);
  }

  async window(box: PixelBox): Promise<Float32Array> {
    return cutMirrored({ values: this.#values, top: 0, width: this.width, height: this.height }, box, this.#channels);
  }
}

/**
 * Enlarges by two, bilinearly between pixel centres; the outermost half pixel repeats the edge.
 * @param values [height, width, channels]
 * @returns [2 height, 2 width, channels]
 */
export function doubled(values: Float32Array, width: number, height: number): Float32Array {
  const channels = values.length / (width * height);
  const result = new Float32Array(4 * values.length);
  const across = neighbours(width);
  const down = neighbours(height);
  let to = 0;
  for (let y = 0; y < 2 * height; y++) {
    const upper = down.near[y]! * width * channels;
    const lower = down.far[y]! * width * channels;
    for (let x = 0; x < 2 * width; x++) {
      const near = across.near[x]! * channels;
      const far = across.far[x]! * channels;
      for (let channel = 0; channel < channels; channel++) {
        // A new pixel's centre lies a quarter of the way from its own old pixel's centre to the neighbour's.
        const above = 0.75 * values[upper + near + channel]! + 0.25 * values[upper + far + channel]!;
        const below = 0.75 * values[lower + near + channel]! + 0.25 * values[lower + far + channel]!;
        result[to++] = 0.75 * above + 0.25 * below;
      }
    }
  }
  return result;
}

/** For each new pixel its own old one and the neighbour on its side. */
function neighbours(side: number): { near: Uint32Array; far: Uint32Array } {
  const near = Uint32Array.from({ length: 2 * side }, (_none, at) => at >> 1);
  const far = Uint32Array.from({ length: 2 * side }, (_none, at) => Math.min(side - 1, Math.max(0, (at >> 1) + (at % 2 === 0 ? -1 : 1))));
  return { near, far };
}
