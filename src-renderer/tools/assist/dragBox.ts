import { clipBox } from '../../../src-main/core/geometry.ts';
import type { ImagePoint, PixelBox } from '../../../src-main/core/geometry.ts';

/** The whole pixels that a drag's rectangle touches, inside the image. */
export function dragBox(from: ImagePoint, to: ImagePoint, { width, height }: { readonly width: number; readonly height: number }): PixelBox {
  const x = Math.floor(Math.min(from.x, to.x));
  const y = Math.floor(Math.min(from.y, to.y));
  const box = { x, y, width: Math.ceil(Math.max(from.x, to.x)) - x, height: Math.ceil(Math.max(from.y, to.y)) - y };
  return clipBox(box, width, height);
}

/** A drag of fewer pixels a side is a click. */
export const smallestDragPx = 3;
