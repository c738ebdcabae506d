import type { PixelBox } from '../../geometry.ts';
import { RootBytes } from './rootBytes.ts';

/** A smoothed plane that covers `box` of the window; edges of the window count on outside. */
export interface SmoothedPart {
  readonly box: PixelBox;
  /** Numbers from row to row; past the box's width they mean nothing. */
  readonly stride: number;
  readonly values: Float32Array;
}

/** Products of the gradient's parts, row after row: the structure tensor. */
export interface TensorRow {
  readonly xx: Float32Array;
  readonly xy: Float32Array;
  readonly yy: Float32Array;
}

/** Where a row's features go: the bytes of a feature window, from `at` on, `step` bytes a pixel. */
export interface FeatureRow {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly step: number;
}

/** Where a row of the window lies in a smoothed part, and the rows beside it; those past its edge are the edge's. */
interface Rows {
  readonly own: number;
  readonly above: number;
  readonly below: number;
}

function rowsAt({ stride, box }: SmoothedPart, y: number): Rows {
  const row = y - box.y;
  return { own: row * stride, above: Math.max(row - 1, 0) * stride, below: Math.min(row + 1, box.height - 1) * stride };
}

/**
 * Products of the scale-normalised gradient along a part of a row.
 * @param first column of the window, and how many from there on
 * @param to from place `offset` on
 */
export function gradientProducts(smoothed: SmoothedPart, sigma: number, y: number, columns: { readonly first: number; readonly count: number }, to: TensorRow, offset: number): void {
  const { values, box } = smoothed;
  const { own, above, below } = rowsAt(smoothed, y);
  const { xx, xy, yy } = to;
  const half = 0.5 * sigma;
  const last = box.width - 1;
  for (let index = 0, x = columns.first - box.x; index < columns.count; index++, x++) {
    const dx = (values[own + (x < last ? x + 1 : x)]! - values[own + (x > 0 ? x - 1 : x)]!) * half;
    const dy = (values[below + x]! - values[above + x]!) * half;
    xx[offset + index] = dx * dx;
    xy[offset + index] = dx * dy;
    yy[offset + index] = dy * dy;
  }
}

/**
 * Largest value kept apart, in display units of the scale-normalised derivative: steeper edges and stronger curvatures all
 * count alike.
 */
const largest = 255;
/** 0 … largest to 0 … 255 by the square root; of a value given by its square, as lengths are. */
const unsignedBytes = new RootBytes((squared) => 255 * Math.sqrt(Math.min(Math.sqrt(Math.max(squared, 0)) / largest, 1)) + roundsFrom(squared));
/** -largest … largest to 1 … 255 by the signed square root; 0 becomes 128. */
const signedBytes = new RootBytes((value) => 128.5 + Math.sign(value) * 127 * Math.sqrt(Math.min(Math.abs(value) / largest, 1)));

/** The largest byte has nothing above it to be rounded to. */
function roundsFrom(squared: number): number {
  return squared >= largest * largest ? 0 : 0.5;
}

/**
 * Writes a row's features: smoothed intensity, gradient magnitude, Laplacian and the Hessian's eigenvalues (larger first),
 * of differences between neighbours, multiplied by the scale to their order so that they compare across scales; then the
 * smoothed structure tensor's eigenvalues, larger first, as roots: they have the gradient's unit then.
 * @param tensor whose row begins at `offset`
 * @param columns of the window; the row of the tensor holds as many
 */
export function writeFeatureRow(
  smoothed: SmoothedPart,
  { rows: tensor, offset }: { readonly rows: TensorRow; readonly offset: number },
  sigma: number,
  y: number,
  columns: { readonly first: number; readonly count: number },
  to: FeatureRow,
): void {
  const { values, box } = smoothed;
  const { own, above, below } = rowsAt(smoothed, y);
  const { xx: tensorXx, xy: tensorXy, yy: tensorYy } = tensor;
  const { bytes, step } = to;
  const half = 0.5 * sigma;
  const square = sigma * sigma;
  const quarter = 0.25 * square;
  const last = box.width - 1;
  for (let index = 0, x = columns.first - box.x, at = to.at; index < columns.count; index++, x++, at += step) {
    const left = x > 0 ? x - 1 : x;
    const right = x < last ? x + 1 : x;
    const value = values[own + x]!;
    const beforeX = values[own + left]!;
    const afterX = values[own + right]!;
    const beforeY = values[above + x]!;
    const afterY = values[below + x]!;
    const dx = (afterX - beforeX) * half;
    const dy = (afterY - beforeY) * half;
    const xx = (afterX - 2 * value + beforeX) * square;
    const yy = (afterY - 2 * value + beforeY) * square;
    const xy = (values[below + right]! - values[below + left]! - values[above + right]! + values[above + left]!) * quarter;
    const mean = (xx + yy) * 0.5;
    const apart = (xx - yy) * 0.5;
    const root = Math.sqrt(apart * apart + xy * xy);
    bytes[at] = value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5;
    bytes[at + 1] = unsignedBytes.of(dx * dx + dy * dy);
    bytes[at + 2] = signedBytes.of(xx + yy);
    bytes[at + 3] = signedBytes.of(mean + root);
    bytes[at + 4] = signedBytes.of(mean - root);
    const a = tensorXx[offset + index]!;
    const b = tensorXy[offset + index]!;
    const c = tensorYy[offset + index]!;
    const tensorMean = (a + c) * 0.5;
    const tensorApart = (a - c) * 0.5;
    const tensorRoot = Math.sqrt(tensorApart * tensorApart + b * b);
    bytes[at + 5] = unsignedBytes.of(tensorMean + tensorRoot);
    bytes[at + 6] = unsignedBytes.of(tensorMean - tensorRoot);
  }
}
