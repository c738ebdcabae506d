import type { RandomSource } from '../../../core/random/RandomSource.ts';

/** Cells of the bending grid along a side of the crop. */
const cells = 3;
/** Points along a side: a cubic spline reaches one cell beyond either end, and needs one point more than cells. */
const points = cells + 3;

/** An elastic deformation of a crop: displacements of a coarse grid's points, with a smooth spline between them. */
export interface Bend {
  /** points x points displacements to the right and down, pixels of the crop. */
  readonly right: Float64Array;
  readonly down: Float64Array;
}

/**
 * Draws a bend whose points are displaced by normal numbers.
 * @param deviation their standard deviation, pixels of the crop
 * Source: Simard, Steinkraus & Platt 2003, "Best Practices for Convolutional Neural Networks", ICDAR, in the form with a
 * coarse grid of Ronneberger et al. 2015, arXiv:1505.04597, section 3.1.
 */
export function drawBend(deviation: number, random: RandomSource): Bend {
  const draw = (): Float64Array => Float64Array.from({ length: points * points }, () => deviation * random.normal());
  return { right: draw(), down: draw() };
}

/** @returns the most that a bend displaces any pixel to either side, and up or down: a spline stays between its points */
export function reachOf({ right, down }: Bend): { readonly right: number; readonly down: number } {
  const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { right: largest(right), down: largest(down) };
}

/** Weights of the four points around each place along a side of the crop. */
export interface SplineWeights {
  /** First of the four points. */
  readonly from: Uint8Array;
  /** Four a place, the sum is 1. */
  readonly weights: Float64Array;
}

/** Uniform cubic B-spline. @param side of the crop, pixels. Source: de Boor 1978, "A Practical Guide to Splines". */
export function splineWeights(side: number): SplineWeights {
  const from = new Uint8Array(side);
  const weights = new Float64Array(4 * side);
  for (let place = 0; place < side; place++) {
    const at = ((place + 0.5) / side) * cells;
    const cell = Math.floor(at);
    const t = at - cell;
    from[place] = cell;
    weights.set([(1 - t) ** 3 / 6, (3 * t ** 3 - 6 * t ** 2 + 4) / 6, (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6, t ** 3 / 6], 4 * place);
  }
  return { from, weights };
}

/** @param grid a bend's displacements in one direction. @returns that of a pixel of the crop */
export function displacementAt(grid: Float64Array, column: number, row: number, { from, weights }: SplineWeights): number {
  const firstColumn = from[column]!;
  const firstRow = from[row]!;
  let sum = 0;
  for (let down = 0; down < 4; down++) {
    const line = (firstRow + down) * points + firstColumn;
    let across = 0;
    for (let right = 0; right < 4; right++) across += grid[line + right]! * weights[4 * column + right]!;
    sum += across * weights[4 * row + down]!;
  }
  return sum;
}
