import { digitPixels, digitSide } from '../digits/digitSets.ts';

/** A digit turned about its middle, then moved. */
export interface Movement {
  /** Counter-clockwise. */
  readonly degrees: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Bilinear; beyond the edge is paper.
 * @param images [count,28,28]
 * @returns [count,28,28]
 */
export function moved(images: Float32Array, { degrees, rows, columns }: Movement): Float32Array {
  const weights = weightsOf({ degrees, rows, columns });
  const out = new Float32Array(images.length);
  for (let first = 0; first < images.length; first += digitPixels) {
    for (let pixel = 0; pixel < digitPixels; pixel++) {
      let sum = 0;
      for (let corner = 4 * pixel; corner < 4 * pixel + 4; corner++) sum += weights.shares[corner]! * images[first + weights.sources[corner]!]!;
      out[first + pixel] = sum;
    }
  }
  return out;
}

/** The four pixels that each new one is mixed of, and their shares: alike for all images. */
function weightsOf({ degrees, rows, columns }: Movement): { readonly sources: Uint16Array; readonly shares: Float32Array } {
  const sources = new Uint16Array(4 * digitPixels);
  const shares = new Float32Array(4 * digitPixels);
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const middle = (digitSide - 1) / 2;
  for (let pixel = 0; pixel < digitPixels; pixel++) {
    const [down, right] = [Math.floor(pixel / digitSide) - rows - middle, (pixel % digitSide) - columns - middle];
    const [row, column] = [cosine * down + sine * right + middle, cosine * right - sine * down + middle];
    const [top, left] = [Math.floor(row), Math.floor(column)];
    for (let corner = 0; corner < 4; corner++) {
      const [y, x] = [top + (corner >> 1), left + (corner & 1)];
      if (y < 0 || x < 0 || y >= digitSide || x >= digitSide) continue;
      sources[4 * pixel + corner] = y * digitSide + x;
      shares[4 * pixel + corner] = (1 - Math.abs(row - y)) * (1 - Math.abs(column - x));
    }
  }
  return { sources, shares };
}
