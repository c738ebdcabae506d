/** Superpixel of each pixel of a box, row-major. */
export interface SuperpixelIds {
  readonly width: number;
  readonly height: number;
  readonly ids: Int32Array;
}

/**
 * The lines between superpixels, along pixel sides: four image coordinates each, the two ends. Neighbouring sides are
 * joined to one line, so that there are few to draw.
 * @param at where the box lies in the image
 */
export function superpixelLines({ width, height, ids }: SuperpixelIds, { x: left, y: top }: { readonly x: number; readonly y: number }): Int32Array {
  const lines: number[] = [];
  for (let y = 1; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ids[y * width + x] === ids[(y - 1) * width + x]) continue;
      const start = x;
      while (x < width && ids[y * width + x] !== ids[(y - 1) * width + x]) x++;
      lines.push(left + start, top + y, left + x, top + y);
    }
  }
  for (let x = 1; x < width; x++) {
    for (let y = 0; y < height; y++) {
      if (ids[y * width + x] === ids[y * width + x - 1]) continue;
      const start = y;
      while (y < height && ids[y * width + x] !== ids[y * width + x - 1]) y++;
      lines.push(left + x, top + start, left + x, top + y);
    }
  }
  return Int32Array.from(lines);
}
