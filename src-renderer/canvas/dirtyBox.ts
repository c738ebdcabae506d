import { clipBox } from '../../src-main/core/geometry.ts';
import type { PixelBox } from '../../src-main/core/geometry.ts';

/** The smallest box around both; either may be null for nothing. */
export function joinBoxes(first: PixelBox | null, second: PixelBox | null): PixelBox | null {
  if (!first || !second) return first ?? second;
  const x = Math.min(first.x, second.x);
  const y = Math.min(first.y, second.y);
  return {
    x,
    y,
    width: Math.max(first.x + first.width, second.x + second.width) - x,
    height: Math.max(first.y + first.height, second.y + second.height) - y,
  };
}

/** A box and the pixels around it: a pixel that changes may change the edges of its neighbours. */
export function withNeighbours(box: PixelBox, width: number, height: number): PixelBox {
  return clipBox({ x: box.x - 1, y: box.y - 1, width: box.width + 2, height: box.height + 2 }, width, height);
}
