import { lossMapStride } from '../../../models/heads/learningLoss/arch.ts';
import type { PredictionWindow } from './windows.ts';

/** Share of squares that may lie above the top of the scale: a lone spike must not flatten the rest of the map. */
const sharePastTop = 0.005;
/** Least top of the scale, nats, so that a flat map of next to nothing is not blown up to noise. */
const leastTop = 0.05;

/** The learned loss of a whole image, one value a square of 4 x 4 pixels, in nats. */
export class LossMap {
  readonly #columns: number;
  readonly #rows: number;
  readonly #values: Float32Array;

  constructor(width: number, height: number) {
    this.#columns = Math.ceil(width / lossMapStride);
    this.#rows = Math.ceil(height / lossMapStride);
    this.#values = new Float32Array(this.#columns * this.#rows);
  }

  /** @param values ceil(core.height / 4) x ceil(core.width / 4) */
  place({ core }: Pick<PredictionWindow, 'core'>, values: Float32Array): void {
    const columns = Math.ceil(core.width / lossMapStride);
    const start = (core.y / lossMapStride) * this.#columns + core.x / lossMapStride;
    for (let row = 0; row * columns < values.length; row++) {
      this.#values.set(values.subarray(row * columns, (row + 1) * columns), start + row * this.#columns);
    }
  }

  /** @returns the top of the map's scale: its 99.5th percentile, at least 0.05 nats */
  robustMaximum(): number {
    const sorted = new Float32Array(this.#values).sort();
    const top = sorted[Math.ceil((1 - sharePastTop) * (sorted.length - 1))]!;
    return Math.max(leastTop, top);
  }

  /** @returns rows top … bottom - 1 of the map at full resolution, interpolated between the squares' centres */
  pixels(top: number, bottom: number, width: number): Float32Array {
    const result = new Float32Array((bottom - top) * width);
    for (let y = top; y < bottom; y++) {
      const [upper, lower, down] = neighbours(y, this.#rows);
      for (let x = 0; x < width; x++) {
        const [left, right, across] = neighbours(x, this.#columns);
        const above = this.#at(upper, left) * (1 - across) + this.#at(upper, right) * across;
        const below = this.#at(lower, left) * (1 - across) + this.#at(lower, right) * across;
        result[(y - top) * width + x] = above * (1 - down) + below * down;
      }
    }
    return result;
  }

  #at(row: number, column: number): number {
    return this.#values[row * this.#columns + column]!;
  }
}

/** The two squares whose centres a pixel's centre lies between, and how far along. */
function neighbours(pixel: number, count: number): [number, number, number] {
  const place = Math.min(count - 1, Math.max(0, (pixel + 0.5) / lossMapStride - 0.5));
  const before = Math.floor(place);
  return [before, Math.min(count - 1, before + 1), place - before];
}
