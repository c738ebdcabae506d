import type { PixelBox } from '../geometry.ts';

/** The values of a box of a plane. @param width of the plane */
export function cutBox(values: Uint8Array, width: number, box: PixelBox): Uint8Array {
  if (box.width === width && box.width * box.height === values.length) return values;
  const part = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y) * width + box.x;
    part.set(values.subarray(from, from + box.width), y * box.width);
  }
  return part;
}
