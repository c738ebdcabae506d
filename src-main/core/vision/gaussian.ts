/** Standard deviations to either side that a kernel reaches; past three lie 0.3 % of its weight. */
const reachDeviations = 3;

/** Pixels to either side that a kernel of this standard deviation (px) reads. */
export function gaussianReach(sigma: number): number {
  return Math.ceil(reachDeviations * sigma);
}

/** @returns weights of the middle pixel and of those 1, 2, … away; with both sides they sum to 1 */
export function gaussianKernel(sigma: number): Float64Array {
  const kernel = Float64Array.from({ length: gaussianReach(sigma) + 1 }, (_, at) => Math.exp(-(at ** 2) / (2 * sigma ** 2)));
  const total = kernel.reduce((sum, weight, at) => sum + (at === 0 ? weight : 2 * weight), 0);
  return kernel.map((weight) => weight / total);
}

export interface FloatPlane {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Pixels of either side that are added in one walk along a line: sums stay in registers, and six reads keep them busy. */
const tapsAtOnce = 3;

/** A Gaussian along one line at a time, for rows and for columns. */
export class GaussianFilter {
  /** Pixels to either side that are read: those of the kernel, up to a whole number of `tapsAtOnce`. */
  readonly reach: number;
  /** Zero past the kernel's own reach. */
  readonly #weights: Float64Array;

  /** @param sigma standard deviation in pixels, above 0 */
  constructor(sigma: number) {
    const kernel = gaussianKernel(sigma);
    this.reach = Math.ceil((kernel.length - 1) / tapsAtOnce) * tapsAtOnce;
    this.#weights = new Float64Array(this.reach + 1);
    this.#weights.set(kernel);
  }

  /**
   * Smooths along a line.
   * @param line `reach` pixels, then those that are smoothed, then `reach` pixels, from place `from` on
   * @param target from place `to` on
   */
  alongLine(line: Float32Array, from: number, count: number, target: Float32Array, to: number): void {
    const { reach } = this;
    const weights = this.#weights;
    const middle = weights[0]!;
    for (let x = 0, at = from + reach; x < count; x++, at++) target[to + x] = middle * line[at]!;
    for (let away = 1; away <= reach; away += tapsAtOnce) {
      const [first, second, third] = [weights[away]!, weights[away + 1]!, weights[away + 2]!];
      for (let x = 0, left = from + reach - away, right = from + reach + away; x < count; x++, left++, right++) {
        target[to + x]! += first * (line[left]! + line[right]!) + second * (line[left - 1]! + line[right + 1]!) + third * (line[left - 2]! + line[right + 2]!);
      }
    }
  }

  /**
   * Smooths one row of a plane along its columns, row added to row: memory is walked in order. Outside the plane the edge
   * row counts on.
   * @param target one number a column, from place `to` on
   */
  downColumns({ width, height, values }: FloatPlane, y: number, target: Float32Array, to: number): void {
    const weights = this.#weights;
    const middle = weights[0]!;
    const own = y * width;
    for (let x = 0; x < width; x++) target[to + x] = middle * values[own + x]!;
    const above = (away: number): number => Math.max(y - away, 0) * width;
    const below = (away: number): number => Math.min(y + away, height - 1) * width;
    for (let away = 1; away <= this.reach; away += tapsAtOnce) {
      const [first, second, third] = [weights[away]!, weights[away + 1]!, weights[away + 2]!];
      const [above1, above2, above3] = [above(away), above(away + 1), above(away + 2)];
      const [below1, below2, below3] = [below(away), below(away + 1), below(away + 2)];
      for (let x = 0; x < width; x++) {
        target[to + x]! +=
          first * (values[above1 + x]! + values[below1 + x]!) + second * (values[above2 + x]! + values[below2 + x]!) + third * (values[above3 + x]! + values[below3 + x]!);
      }
    }
  }
}

/** @param row of a plane; `line` gets it between `reach` pixels of its ends */
function padLine(row: Float32Array, reach: number, line: Float32Array): void {
  line.fill(row[0]!, 0, reach);
  line.set(row, reach);
  line.fill(row.at(-1)!, reach + row.length);
}

/**
 * Smooths with a Gaussian, first along rows, then along columns. Outside the plane the edge pixel counts on.
 * @param sigma standard deviation in pixels, above 0
 */
export function smooth({ width, height, values }: FloatPlane, sigma: number): FloatPlane {
  const filter = new GaussianFilter(sigma);
  const { reach } = filter;
  const along = { width, height, values: new Float32Array(values.length) };
  const result = new Float32Array(values.length);
  const line = new Float32Array(width + 2 * reach);
  for (let y = 0; y < height; y++) {
    padLine(values.subarray(y * width, (y + 1) * width), reach, line);
    filter.alongLine(line, 0, width, along.values, y * width);
  }
  for (let y = 0; y < height; y++) filter.downColumns(along, y, result, y * width);
  return { width, height, values: result };
}
