import type { RandomSource } from '../../../core/random/RandomSource.ts';
import { mirror } from '../../input/mirror.ts';
import type { TrainingImage } from './cropSampler.ts';

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

/**
 * Cuts a crop: grey by bilinear interpolation, labels by the nearest pixel, both mirrored at the image's edge.
 * @param grey, labels side x side places to write to
 */
export function cutCrop(
  image: TrainingImage,
  { centre, matrix }: CropTransform,
  side: number,
  into: { readonly grey: Float32Array; readonly labels: Uint8Array },
): void {
  const { width, height } = image;
  const [xRight, xDown, yRight, yDown] = matrix;
  // Whole coordinates are pixel centres here, so that a plain crop needs no interpolation.
  const startX = Math.round(centre.x - side / 2) + side / 2 - 0.5;
  const startY = Math.round(centre.y - side / 2) + side / 2 - 0.5;
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
      const upper = image.grey[row0 + x0]! * (1 - toRight) + image.grey[row0 + x1]! * toRight;
      const lower = image.grey[row1 + x0]! * (1 - toRight) + image.grey[row1 + x1]! * toRight;
      const at = row * side + column;
      into.grey[at] = upper * (1 - down) + lower * down;
      into.labels[at] = image.labels[(down < 0.5 ? row0 : row1) + (toRight < 0.5 ? x0 : x1)]!;
    }
  }
}
