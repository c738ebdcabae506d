import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';

/** A curve drawn from a Gaussian process, and noisy observations of it. */
export interface CurveTask {
  /** Where the curve is known, from left to right. */
  readonly grid: Float32Array;
  readonly truth: Float32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Standard deviation of the observations about the curve. */
  readonly noise: number;
  /** Stretches of the axis that have observations. */
  readonly observed: readonly (readonly [from: number, to: number])[];
}

const lengthScale = 0.9;
/** Added to the diagonal, so that rounding leaves the covariance positive definite. */
const jitter = 1e-6;

/**
 * A curve of unit variance and squared exponential covariance, drawn on a grid; observations lie in two stretches with a gap
 * between them and nothing beyond.
 * Source: Rasmussen & Williams 2006, "Gaussian Processes for Machine Learning", section 2.2.
 */
export function drawCurveTask(seed: number): CurveTask {
  const random = new RandomSource({ seed, stream: 51, counter: 0 });
  const count = 241;
  const grid = Float32Array.from({ length: count }, (_none, at) => -4 + (8 * at) / (count - 1));
  const factor = choleskyFactor(Array.from(grid));
  const normal = Float64Array.from({ length: count }, () => random.normal());
  const truth = Float32Array.from({ length: count }, (_none, row) => normal.subarray(0, row + 1).reduce((sum, value, column) => sum + factor[row * count + column]! * value, 0));
  const observed = [[-3, -0.8], [0.8, 2.6]] as const;
  const noise = 0.1;
  const places = observed.flatMap(([from, to]) => Array.from({ length: 24 }, () => Math.round(((random.uniform(from, to) + 4) / 8) * (count - 1))));
  return { grid, truth, x: Float32Array.from(places, (at) => grid[at]!), y: Float32Array.from(places, (at) => truth[at]! + noise * random.normal()), noise, observed };
}

/** @returns lower triangular, [count,count] */
function choleskyFactor(points: readonly number[]): Float64Array {
  const count = points.length;
  const factor = new Float64Array(count * count);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column <= row; column++) {
      let value = Math.exp(-((points[row]! - points[column]!) ** 2) / (2 * lengthScale ** 2)) + (row === column ? jitter : 0);
      for (let at = 0; at < column; at++) value -= factor[row * count + at]! * factor[column * count + at]!;
      factor[row * count + column] = row === column ? Math.sqrt(value) : value / factor[column * count + column]!;
    }
  }
  return factor;
}
