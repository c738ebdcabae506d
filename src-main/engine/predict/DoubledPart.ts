import type { PixelBox } from '../../core/geometry.ts';
import { mirror } from '../input/mirror.ts';
import type { WindowSource } from './WindowSource.ts';

/** A part of an image at twice its resolution, in memory. */
export class DoubledPart implements WindowSource {
  readonly width: number;
  readonly height: number;
  readonly #values: Float32Array;

  /** @param values width x height, row-major */
  constructor(values: Float32Array, width: number, height: number) {
    this.width = 2 * width;
    this.height = 2 * height;
    this.#values = doubled(values, width, height);
  }

  async window(box: PixelBox): Promise<Float32Array> {
    const result = new Float32Array(box.width * box.height);
    const columns = Uint32Array.from({ length: box.width }, (_none, column) => mirror(box.x + column, this.width));
    for (let row = 0; row < box.height; row++) {
      const start = mirror(box.y + row, this.height) * this.width;
      for (let column = 0; column < box.width; column++) result[row * box.width + column] = this.#values[start + columns[column]!]!;
    }
    return result;
  }
}

/**
 * Enlarges by two, bilinearly between pixel centres; the outermost half pixel repeats the edge.
 * @param values width x height, row-major
 * @returns 2 width x 2 height
 */
export function doubled(values: Float32Array, width: number, height: number): Float32Array {
  const result = new Float32Array(4 * width * height);
  const across = neighbours(width);
  const down = neighbours(height);
  for (let y = 0; y < 2 * height; y++) {
    const upper = down.near[y]! * width;
    const lower = down.far[y]! * width;
    for (let x = 0; x < 2 * width; x++) {
      const near = across.near[x]!;
      const far = across.far[x]!;
      // A new pixel's centre lies a quarter of the way from its own old pixel's centre to the neighbour's.
      const above = 0.75 * values[upper + near]! + 0.25 * values[upper + far]!;
      const below = 0.75 * values[lower + near]! + 0.25 * values[lower + far]!;
      result[y * 2 * width + x] = 0.75 * above + 0.25 * below;
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
