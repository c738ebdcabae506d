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

/** The part of a box inside another; null when there is none. */
export function overlap(first: PixelBox, second: PixelBox): PixelBox | null {
  const x = Math.max(first.x, second.x);
  const y = Math.max(first.y, second.y);
  const width = Math.min(first.x + first.width, second.x + second.width) - x;
  const height = Math.min(first.y + first.height, second.y + second.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** A box and the pixels around it: a pixel that changes may change the edges of its neighbours. */
export function withNeighbours(box: PixelBox, width: number, height: number): PixelBox {
  return clipBox({ x: box.x - 1, y: box.y - 1, width: box.width + 2, height: box.height + 2 }, width, height);
}

/** The strips of a screen that come into view when its picture moves by whole pixels; none when nothing of it stays. */
export function uncoveredStrips(width: number, height: number, deltaX: number, deltaY: number): PixelBox[] {
  const strips: PixelBox[] = [];
  if (deltaX !== 0) strips.push({ x: deltaX > 0 ? 0 : width + deltaX, y: 0, width: Math.abs(deltaX), height });
  if (deltaY !== 0) strips.push({ x: 0, y: deltaY > 0 ? 0 : height + deltaY, width, height: Math.abs(deltaY) });
  return strips;
}
