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

/**
 * Sums made at once, of neighbours along the kernel, and weights applied at once: what four sums read overlaps, so that each
 * number is read once for several of them, and all of it fits the processor's registers.
 */
export const sumsAtOnce = 4;
const tapsAtOnce = 3;

/** Numbers that lie `stride` apart along the kernel; what is smoothed together begins `step` apart. */
interface Walk {
  readonly stride: number;
  readonly step: number;
}

/** A Gaussian along rows or columns. */
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

  /** Smooths `count` numbers of a row, up to a whole number of `sumsAtOnce`; `reach` numbers are read past either end. */
  alongRow(source: Float32Array, from: number, count: number, target: Float32Array, to: number): void {
    const walk = { stride: 1, step: sumsAtOnce };
    this.#smooth(source, from, walk, Math.ceil(count / sumsAtOnce), target, to);
  }

  /** Smooths `sumsAtOnce` rows of a plane along its columns; `reach` rows are read above and below them. */
  downColumns(source: Float32Array, from: number, width: number, target: Float32Array, to: number): void {
    const walk = { stride: width, step: 1 };
    this.#smooth(source, from, walk, width, target, to);
  }

  #smooth(source: Float32Array, from: number, { stride, step }: Walk, blocks: number, target: Float32Array, to: number): void {
    const { reach } = this;
    const weights = this.#weights;
    const middle = weights[0]!;
    for (let block = 0, own = from, at = to; block < blocks; block++, own += step, at += step) {
      let sum0 = middle * source[own]!;
      let sum1 = middle * source[own + stride]!;
      let sum2 = middle * source[own + 2 * stride]!;
      let sum3 = middle * source[own + 3 * stride]!;
      for (let away = 1; away <= reach; away += tapsAtOnce) {
        const first = weights[away]!;
        const second = weights[away + 1]!;
        const third = weights[away + 2]!;
        // Six numbers before and six behind serve all four sums; each is read where it is first needed and soon let go.
        const before = own - (away + 2) * stride;
        const behind = own + away * stride;
        const b0 = source[before]!;
        const b1 = source[before + stride]!;
        const b2 = source[before + 2 * stride]!;
        const a0 = source[behind]!;
        const a1 = source[behind + stride]!;
        const a2 = source[behind + 2 * stride]!;
        sum0 += first * (b2 + a0) + second * (b1 + a1) + third * (b0 + a2);
        const b3 = source[before + 3 * stride]!;
        const a3 = source[behind + 3 * stride]!;
        sum1 += first * (b3 + a1) + second * (b2 + a2) + third * (b1 + a3);
        const b4 = source[before + 4 * stride]!;
        const a4 = source[behind + 4 * stride]!;
        sum2 += first * (b4 + a2) + second * (b3 + a3) + third * (b2 + a4);
        const b5 = source[before + 5 * stride]!;
        const a5 = source[behind + 5 * stride]!;
        sum3 += first * (b5 + a3) + second * (b4 + a4) + third * (b3 + a5);
      }
      target[at] = sum0;
      target[at + stride] = sum1;
      target[at + 2 * stride] = sum2;
      target[at + 3 * stride] = sum3;
    }
  }
}

/** Numbers past the last row that a filter may read and write: the sums made at once need not end with the plane. */
export function slackOf(width: number): number {
  return sumsAtOnce * width;
}

/**
 * Smooths with a Gaussian, first along rows, then along columns. Outside the plane the edge pixel counts on.
 * @param sigma standard deviation in pixels, above 0
 */
export function smooth({ width, height, values }: FloatPlane, sigma: number): FloatPlane {
  const filter = new GaussianFilter(sigma);
  const { reach } = filter;
  const slack = slackOf(width);
  const line = new Float32Array(width + 2 * reach + sumsAtOnce);
  const along = new Float32Array(width * (height + 2 * reach) + slack);
  for (let y = 0; y < height; y++) {
    line.fill(values[y * width]!, 0, reach);
    line.set(values.subarray(y * width, (y + 1) * width), reach);
    line.fill(values[(y + 1) * width - 1]!, reach + width, width + 2 * reach);
    filter.alongRow(line, reach, width, along, (y + reach) * width);
  }
  for (let row = 0; row < reach; row++) {
    along.copyWithin(row * width, reach * width, (reach + 1) * width);
    along.copyWithin((height + reach + row) * width, (height + reach - 1) * width, (height + reach) * width);
  }
  const result = new Float32Array(width * height + slack);
  for (let y = 0; y < height; y += sumsAtOnce) filter.downColumns(along, (y + reach) * width, width, result, y * width);
  return { width, height, values: result.subarray(0, width * height) };
}
