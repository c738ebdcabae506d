import type { RandomSource } from '../../../core/random/RandomSource.ts';
import type { GreyRows } from '../../input/GreyCache.ts';
import { mirror } from '../../input/mirror.ts';

/** A crop's place in its image: source = centre + matrix (target - middle of the crop). */
export interface CropTransform {
  readonly centre: { readonly x: number; readonly y: number };
  /** Row-major 2 x 2: columns are the steps in the image for one pixel right and one pixel down in the crop. */
  readonly matrix: readonly [number, number, number, number];
}

/** How far crops are turned and resized beyond flips and quarter turns. */
export interface GeometryRange {
  /** Share of crops that are turned and resized by odd amounts, 0 … 1. */
  readonly share: number;
  /** Radians to either side. */
  readonly rotation: number;
  /** Largest factor of size, at least 1; the smallest is its inverse. */
  readonly scale: number;
}

/** Draws a flip, a quarter turn and, now and then, a small turn with a change of size. */
export function drawTransform(centre: CropTransform['centre'], range: GeometryRange, random: RandomSource): CropTransform {
  const quarterTurns = random.integer(4);
  const flip = random.chance(0.5) ? -1 : 1;
  const odd = random.chance(range.share);
  const turn = odd ? random.uniform(-range.rotation, range.rotation) : 0;
  const size = odd ? Math.exp(random.uniform(-Math.log(range.scale), Math.log(range.scale))) : 1;
  // Whole quarter turns are exact, so that crops without odd turns are copies of pixels, not interpolated.
  const [cosine, sine] = odd
    ? [Math.cos(turn + (quarterTurns * Math.PI) / 2), Math.sin(turn + (quarterTurns * Math.PI) / 2)]
    : ([[1, 0], [0, 1], [-1, 0], [0, -1]][quarterTurns] as [number, number]);
  return { centre, matrix: [(flip * cosine) / size, -sine / size, (flip * sine) / size, cosine / size] };
}

/** Where a crop's first pixel looks for its own: whole coordinates are pixel centres, so that a plain crop needs no interpolation. */
function startOf(centre: number, side: number): number {
  return Math.round(centre - side / 2) + side / 2 - 0.5;
}

/**
 * The rows of an image that `cutCrop` reads.
 * @returns rows top … bottom - 1
 */
export function rowsOfCrop({ centre, matrix }: CropTransform, side: number, height: number): { top: number; bottom: number } {
  const [, , yRight, yDown] = matrix;
  const middle = (side - 1) / 2;
  // The same sums as in `cutCrop`, so that rounding takes both to the same rows; they are extreme at the corners.
  const corners = [-middle, middle].flatMap((right) => [-middle, middle].map((down) => startOf(centre.y, side) + yRight * right + yDown * down));
  let top = height;
  let bottom = 0;
  for (let row = Math.floor(Math.min(...corners)); row <= Math.floor(Math.max(...corners)) + 1; row++) {
    const mirrored = mirror(row, height);
    top = Math.min(top, mirrored);
    bottom = Math.max(bottom, mirrored + 1);
  }
  return { top, bottom };
}

/** An image's labels, and as much of its grey values as a crop needs. */
export interface CropSource {
  readonly width: number;
  readonly height: number;
  /** Class indices, 255 = unlabelled. */
  readonly labels: Uint8Array;
  /** Normalised. */
  readonly grey: GreyRows;
}

/**
 * Cuts a crop: grey by bilinear interpolation, labels by the nearest pixel, both mirrored at the image's edge.
 * @param grey, labels side x side places to write to
 */
export function cutCrop(
  image: CropSource,
  { centre, matrix }: CropTransform,
  side: number,
  into: { readonly grey: Float32Array; readonly labels: Uint8Array },
): void {
  const { width, height, labels } = image;
  const { values, firstRow } = image.grey;
  const greyStart = firstRow * width;
  const [xRight, xDown, yRight, yDown] = matrix;
  const startX = startOf(centre.x, side);
  const startY = startOf(centre.y, side);
  const middle = (side - 1) / 2;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = startX + xRight * (column - middle) + xDown * (row - middle);
      const y = startY + yRight * (column - middle) + yDown * (row - middle);
      const left = Math.floor(x);
      const top = Math.floor(y);
      const x0 = mirror(left, width);
      const x1 = mirror(left + 1, width);
      const row0 = mirror(top, height) * width;
      const row1 = mirror(top + 1, height) * width;
      const toRight = x - left;
      const down = y - top;
      const grey0 = row0 - greyStart;
      const grey1 = row1 - greyStart;
      const upper = values[grey0 + x0]! * (1 - toRight) + values[grey0 + x1]! * toRight;
      const lower = values[grey1 + x0]! * (1 - toRight) + values[grey1 + x1]! * toRight;
      const at = row * side + column;
      into.grey[at] = upper * (1 - down) + lower * down;
      into.labels[at] = labels[(down < 0.5 ? row0 : row1) + (toRight < 0.5 ? x0 : x1)]!;
    }
  }
}
