import type { RandomSource } from '../../../core/random/RandomSource.ts';
import type { AugmentationRecipe } from '../../../core/training/TrainingRecipe.ts';
import type { InputRows } from '../../input/InputCache.ts';
import { mirror } from '../../input/mirror.ts';
import { displacementAt, drawBend, reachOf, splineWeights } from './bend.ts';
import type { Bend } from './bend.ts';

/** A crop's place in its image: source = centre + matrix (target + bend - middle of the crop). */
export interface CropTransform {
  readonly centre: { readonly x: number; readonly y: number };
  /** Row-major 2 x 2: columns are the steps in the image for one pixel right and one pixel down in the crop. */
  readonly matrix: readonly [number, number, number, number];
  /** Left out where the crop is not bent. */
  readonly bend?: Bend;
}

/** How far crops are moved. */
export type GeometryRange = Pick<
  AugmentationRecipe,
  'flips' | 'quarterTurns' | 'oddShare' | 'rotation' | 'scale' | 'shear' | 'elasticShare' | 'elastic'
>;

const quarters: readonly (readonly [cosine: number, sine: number])[] = [[1, 0], [0, 1], [-1, 0], [0, -1]];

/**
 * Draws a flip, a quarter turn and, now and then, a small turn with a change of size and a shear, and a bend. What is
 * switched off draws no random number.
 */
export function drawTransform(centre: CropTransform['centre'], range: GeometryRange, random: RandomSource): CropTransform {
  const quarterTurns = range.quarterTurns ? random.integer(4) : 0;
  const flip = range.flips && random.chance(0.5) ? -1 : 1;
  const odd = random.chance(range.oddShare);
  const rotation = (range.rotation * Math.PI) / 180;
  const turn = odd ? random.uniform(-rotation, rotation) : 0;
  const size = odd ? Math.exp(random.uniform(-Math.log(range.scale), Math.log(range.scale))) : 1;
  // Whole quarter turns are exact, so that crops without odd turns are copies of pixels, not interpolated.
  const [cosine, sine] = odd
    ? [Math.cos(turn + (quarterTurns * Math.PI) / 2), Math.sin(turn + (quarterTurns * Math.PI) / 2)]
    : quarters[quarterTurns]!;
  const matrix: CropTransform['matrix'] = [(flip * cosine) / size, -sine / size, (flip * sine) / size, cosine / size];
  const sheared = odd && range.shear > 0 ? shear(matrix, Math.tan((random.uniform(-range.shear, range.shear) * Math.PI) / 180)) : matrix;
  const isBent = range.elasticShare > 0 && random.chance(range.elasticShare);
  return isBent ? { centre, matrix: sheared, bend: drawBend(range.elastic, random) } : { centre, matrix: sheared };
}

/** A step down in the crop goes to the right as well, by so much of a step. */
function shear([xRight, xDown, yRight, yDown]: CropTransform['matrix'], slope: number): CropTransform['matrix'] {
  return [xRight, xDown + slope * xRight, yRight, yDown + slope * yRight];
}

/** Where a crop's first pixel looks for its own: whole coordinates are pixel centres, so that a plain crop needs no interpolation. */
function startOf(centre: number, side: number): number {
  return Math.round(centre - side / 2) + side / 2 - 0.5;
}

/**
 * The rows of an image that `cutCrop` reads; of a bent crop maybe a few more.
 * @returns rows top … bottom - 1
 */
export function rowsOfCrop({ centre, matrix, bend }: CropTransform, side: number, height: number): { top: number; bottom: number } {
  const [, , yRight, yDown] = matrix;
  const middle = (side - 1) / 2;
  const reach = bend ? reachOf(bend) : { right: 0, down: 0 };
  const across = [-middle - reach.right, middle + reach.right];
  const along = [-middle - reach.down, middle + reach.down];
  // The same sums as in `cutCrop`, so that rounding takes both to the same rows; they are extreme at the corners.
  const corners = across.flatMap((right) => along.map((down) => startOf(centre.y, side) + yRight * right + yDown * down));
  let top = height;
  let bottom = 0;
  for (let row = Math.floor(Math.min(...corners)); row <= Math.floor(Math.max(...corners)) + 1; row++) {
    const mirrored = mirror(row, height);
    top = Math.min(top, mirrored);
    bottom = Math.max(bottom, mirrored + 1);
  }
  return { top, bottom };
}

/** An image's labels, and as much of its input values as a crop needs. */
export interface CropSource {
  readonly width: number;
  readonly height: number;
  /** Class indices, 255 = unlabelled. */
  readonly labels: Uint8Array;
  /** How far inside its object each pixel lies, bytes; left out or null where nobody asks. */
  readonly distances?: Uint8Array | null;
  /** Normalised. */
  readonly input: InputRows;
}

/**
 * Cuts a crop: input by bilinear interpolation, labels and distances by the nearest pixel, all mirrored at the image's edge.
 * Distances are shares of an object's own largest, which no turn, flip or change of size changes.
 * @param into.input [side, side, channels], as many channels as the image has; the others [side, side]: places to write to
 */
export function cutCrop(
  image: CropSource,
  { centre, matrix, bend }: CropTransform,
  side: number,
  into: { readonly input: Float32Array; readonly labels: Uint8Array; readonly distances?: Uint8Array | null },
): void {
  const { width, height, labels, distances } = image;
  const { values, firstRow } = image.input;
  const channels = into.input.length / into.labels.length;
  const firstPixel = firstRow * width;
  const [xRight, xDown, yRight, yDown] = matrix;
  const startX = startOf(centre.x, side);
  const startY = startOf(centre.y, side);
  const middle = (side - 1) / 2;
  const spline = bend && splineWeights(side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let right = column - middle;
      let along = row - middle;
      if (bend && spline) {
        right += displacementAt(bend.right, column, row, spline);
        along += displacementAt(bend.down, column, row, spline);
      }
      const x = startX + xRight * right + xDown * along;
      const y = startY + yRight * right + yDown * along;
      const left = Math.floor(x);
      const top = Math.floor(y);
      const x0 = mirror(left, width);
      const x1 = mirror(left + 1, width);
      const row0 = mirror(top, height) * width;
      const row1 = mirror(top + 1, height) * width;
      const toRight = x - left;
      const down = y - top;
      const pixel0 = row0 - firstPixel;
      const pixel1 = row1 - firstPixel;
      const at = row * side + column;
      if (channels === 1) {
        const upper = values[pixel0 + x0]! * (1 - toRight) + values[pixel0 + x1]! * toRight;
        const lower = values[pixel1 + x0]! * (1 - toRight) + values[pixel1 + x1]! * toRight;
        into.input[at] = upper * (1 - down) + lower * down;
      } else {
        for (let channel = 0; channel < channels; channel++) {
          const upper = values[(pixel0 + x0) * channels + channel]! * (1 - toRight) + values[(pixel0 + x1) * channels + channel]! * toRight;
          const lower = values[(pixel1 + x0) * channels + channel]! * (1 - toRight) + values[(pixel1 + x1) * channels + channel]! * toRight;
          into.input[at * channels + channel] = upper * (1 - down) + lower * down;
        }
      }
      const nearest = (down < 0.5 ? row0 : row1) + (toRight < 0.5 ? x0 : x1);
      into.labels[at] = labels[nearest]!;
      if (into.distances && distances) into.distances[at] = distances[nearest]!;
    }
  }
}
