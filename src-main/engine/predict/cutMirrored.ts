import type { PixelBox } from '../../core/geometry.ts';
import { mirror } from '../input/mirror.ts';

/** An image, or as many of its rows as are wanted. */
export interface ImageRows {
  /** [rows, width, channels], the first row being the image's row `top`. */
  readonly values: Float32Array;
  readonly top: number;
  /** Of the whole image, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** @returns [box.height, box.width, channels]; what lies past the image's edge is its mirror image */
export function cutMirrored({ values, top, width, height }: ImageRows, box: PixelBox, channels: number): Float32Array {
  const result = new Float32Array(box.width * box.height * channels);
  const columns = Uint32Array.from({ length: box.width }, (_none, column) => mirror(box.x + column, width) * channels);
  let to = 0;
  for (let row = 0; row < box.height; row++) {
    const start = (mirror(box.y + row, height) - top) * width * channels;
    if (channels === 1) {
      for (let column = 0; column < box.width; column++) result[to++] = values[start + columns[column]!]!;
      continue;
    }
    for (let column = 0; column < box.width; column++) {
      const from = start + columns[column]!;
      for (let channel = 0; channel < channels; channel++) result[to++] = values[from + channel]!;
    }
  }
  return result;
}
