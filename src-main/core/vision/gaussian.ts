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
 * Smooths with a Gaussian, first along rows, then along columns. Outside the plane the edge pixel counts on.
 * @param sigma standard deviation in pixels, above 0
 */
export function smooth({ width, height, values }: FloatPlane, sigma: number): FloatPlane {
  const kernel = gaussianKernel(sigma);
  return { width, height, values: smoothColumns(smoothRows(values, width, height, kernel), width, height, kernel) };
}

function smoothRows(values: Float32Array, width: number, height: number, kernel: Float64Array): Float32Array {
  const reach = kernel.length - 1;
  const result = new Float32Array(values.length);
  const line = new Float32Array(width + 2 * reach);
  const sums = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    const row = values.subarray(y * width, (y + 1) * width);
    line.fill(row[0]!, 0, reach);
    line.set(row, reach);
    line.fill(row[width - 1]!, reach + width);
    const middle = kernel[0]!;
    for (let x = 0; x < width; x++) sums[x] = middle * row[x]!;
    for (let away = 1; away <= reach; away++) {
      const weight = kernel[away]!;
      for (let x = 0, left = reach - away, right = reach + away; x < width; x++, left++, right++) {
        sums[x]! += weight * (line[left]! + line[right]!);
      }
    }
    result.set(sums, y * width);
  }
  return result;
}

/** Row added to row: memory is walked in order. */
function smoothColumns(values: Float32Array, width: number, height: number, kernel: Float64Array): Float32Array {
  const result = new Float32Array(values.length);
  const middle = kernel[0]!;
  for (let y = 0; y < height; y++) {
    const own = y * width;
    for (let x = 0; x < width; x++) result[own + x] = middle * values[own + x]!;
    for (let away = 1; away < kernel.length; away++) {
      const weight = kernel[away]!;
      const above = Math.max(y - away, 0) * width;
      const below = Math.min(y + away, height - 1) * width;
      for (let x = 0; x < width; x++) result[own + x]! += weight * (values[above + x]! + values[below + x]!);
    }
  }
  return result;
}
