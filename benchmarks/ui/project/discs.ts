import { encodeMaskDiff } from '../../../src-main/core/labels/maskDiff.ts';

/** Discs in rows and columns, as nuclei on a lawn: what the synthetic images, predictions and labels are made of. */
export interface Discs {
  /** Of the square image, in pixels. */
  readonly side: number;
  /** From one disc's middle to the next, in pixels. */
  readonly pitch: number;
  readonly radius: number;
}

/** The rows of one line of discs, `pitch` rows of `side` bytes; the image repeats them from top to bottom. */
export function discBand({ side, pitch, radius }: Discs, valueAt: (distance: number, x: number, y: number) => number): Uint8Array {
  const band = new Uint8Array(side * pitch);
  for (let y = 0; y < pitch; y++) {
    for (let x = 0; x < side; x++) band[y * side + x] = valueAt(Math.hypot((x % pitch) - pitch / 2, y - pitch / 2) - radius, x, y);
  }
  return band;
}

/** @returns discs that lie whole in the image */
export function discCount({ side, pitch }: Discs): number {
  return Math.floor(side / pitch) ** 2;
}

/** Number of the disc at a column and row of the lawn, counted from 1. */
const discId = (discs: Discs, column: number, row: number): number => row * Math.floor(discs.side / discs.pitch) + column + 1;

/**
 * The changes that label the first `count` discs of an empty image as objects of class 1, encoded as they are committed.
 */
export function labelDiscs(discs: Discs, count: number): { readonly classes: Blob; readonly objects: Blob } {
  const { side, pitch, radius } = discs;
  const perRow = Math.floor(side / pitch);
  const classes: number[] = [];
  const objects: number[] = [];
  for (let y = 0; y < perRow * pitch; y++) {
    const row = Math.floor(y / pitch);
    const half = Math.sqrt(radius ** 2 - ((y % pitch) - pitch / 2) ** 2);
    if (!(half >= 1)) continue;
    for (let column = 0; column < perRow; column++) {
      if (discId(discs, column, row) > count) break;
      const start = Math.ceil(column * pitch + pitch / 2 - half);
      const length = Math.floor(2 * half);
      classes.push(y * side + start, length, 255, 1);
      objects.push(y * side + start, length, 0, discId(discs, column, row));
    }
  }
  const encoded = (runs: number[]): Blob => new Blob([encodeMaskDiff({ width: side, height: side, runs: Uint32Array.from(runs) })]);
  return { classes: encoded(classes), objects: encoded(objects) };
}
