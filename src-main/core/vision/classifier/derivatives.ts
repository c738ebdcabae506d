import type { PixelBox } from '../../geometry.ts';
import type { FloatPlane } from '../gaussian.ts';

/** Where a scale's features go: the bytes of a feature window, from the feature `first` on. */
export interface FeatureTarget {
  readonly bytes: Uint8Array;
  readonly featureCount: number;
  readonly first: number;
  readonly part: PixelBox;
}

/** Largest value kept apart, in display units of the scale-normalised derivative: steeper edges all count alike. */
const largestGradient = 255;
const largestCurvature = 255;

/**
 * Smoothed intensity, gradient magnitude, Laplacian and the Hessian's eigenvalues (larger first), of differences between
 * neighbours, multiplied by the scale to their order so that they compare across scales.
 */
export function writeDerivatives({ width, height, values }: FloatPlane, sigma: number, to: FeatureTarget): void {
  const { bytes, featureCount, first, part } = to;
  const square = sigma * sigma;
  for (let row = 0; row < part.height; row++) {
    const y = part.y + row;
    const own = y * width;
    const above = Math.max(y - 1, 0) * width;
    const below = Math.min(y + 1, height - 1) * width;
    let at = row * part.width * featureCount + first;
    for (let x = part.x; x < part.x + part.width; x++, at += featureCount) {
      const left = x > 0 ? x - 1 : x;
      const right = x < width - 1 ? x + 1 : x;
      const value = values[own + x]!;
      const dx = (values[own + right]! - values[own + left]!) * 0.5 * sigma;
      const dy = (values[below + x]! - values[above + x]!) * 0.5 * sigma;
      const xx = (values[own + right]! - 2 * value + values[own + left]!) * square;
      const yy = (values[below + x]! - 2 * value + values[above + x]!) * square;
      const xy = (values[below + right]! - values[below + left]! - values[above + right]! + values[above + left]!) * 0.25 * square;
      const half = (xx + yy) / 2;
      const root = Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy);
      bytes[at] = value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5;
      bytes[at + 1] = unsignedByte(Math.sqrt(dx * dx + dy * dy), largestGradient);
      bytes[at + 2] = signedByte(xx + yy, largestCurvature);
      bytes[at + 3] = signedByte(half + root, largestCurvature);
      bytes[at + 4] = signedByte(half - root, largestCurvature);
    }
  }
}

/** Products of the gradient's parts, scale-normalised: the structure tensor before it is smoothed. */
export interface Tensor {
  readonly xx: FloatPlane;
  readonly xy: FloatPlane;
  readonly yy: FloatPlane;
}

export function gradientOf({ width, height, values }: FloatPlane, sigma: number): Tensor {
  const xx = new Float32Array(values.length);
  const xy = new Float32Array(values.length);
  const yy = new Float32Array(values.length);
  const half = 0.5 * sigma;
  for (let y = 0, index = 0; y < height; y++) {
    const above = Math.max(y - 1, 0) * width;
    const below = Math.min(y + 1, height - 1) * width;
    const own = y * width;
    for (let x = 0; x < width; x++, index++) {
      const dx = (values[own + (x < width - 1 ? x + 1 : x)]! - values[own + (x > 0 ? x - 1 : x)]!) * half;
      const dy = (values[below + x]! - values[above + x]!) * half;
      xx[index] = dx * dx;
      xy[index] = dx * dy;
      yy[index] = dy * dy;
    }
  }
  return { xx: { width, height, values: xx }, xy: { width, height, values: xy }, yy: { width, height, values: yy } };
}

/** The structure tensor's eigenvalues, larger first, as roots: they have the gradient's unit then. */
export function writeStructure({ xx, xy, yy }: Tensor, to: FeatureTarget): void {
  const { bytes, featureCount, first, part } = to;
  for (let row = 0; row < part.height; row++) {
    let index = (part.y + row) * xx.width + part.x;
    let at = row * part.width * featureCount + first + 5;
    for (let column = 0; column < part.width; column++, index++, at += featureCount) {
      const a = xx.values[index]!;
      const b = xy.values[index]!;
      const c = yy.values[index]!;
      const half = (a + c) / 2;
      const root = Math.sqrt(((a - c) / 2) ** 2 + b * b);
      bytes[at] = unsignedByte(Math.sqrt(half + root), largestGradient);
      bytes[at + 1] = unsignedByte(Math.sqrt(Math.max(half - root, 0)), largestGradient);
    }
  }
}

/** 0 … largest to 0 … 255 by the square root. */
function unsignedByte(value: number, largest: number): number {
  return value >= largest ? 255 : Math.sqrt(value / largest) * 255 + 0.5;
}

/** -largest … largest to 1 … 255 by the signed square root; 0 becomes 128. */
function signedByte(value: number, largest: number): number {
  const size = value < 0 ? -value : value;
  const root = (size >= largest ? 1 : Math.sqrt(size / largest)) * 127;
  return 128.5 + (value < 0 ? -root : root);
}
