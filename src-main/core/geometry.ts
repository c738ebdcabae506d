/** A point in an image, in pixels: (0, 0) is the outer corner of the first pixel, whose centre is (0.5, 0.5). */
export interface ImagePoint {
  readonly x: number;
  readonly y: number;
}

/** A box of whole pixels: columns x … x + width - 1, rows y … y + height - 1. */
export interface PixelBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part of `box` inside an image of the given size; its width or height is 0 when nothing is left. */
export function clipBox(box: PixelBox, width: number, height: number): PixelBox {
  const x = Math.min(Math.max(box.x, 0), width);
  const y = Math.min(Math.max(box.y, 0), height);
  const right = Math.min(Math.max(box.x + box.width, x), width);
  const bottom = Math.min(Math.max(box.y + box.height, y), height);
  return { x, y, width: right - x, height: bottom - y };
}
