import type { ImagePoint, PixelBox } from '../geometry.ts';
import { emptyMask } from './SampleWindow.ts';
import type { PixelMask } from './SampleWindow.ts';

/** A brush as it lay on the image at one moment. */
export interface StrokePoint extends ImagePoint {
  readonly radiusImagePx: number;
}

export interface Stroke {
  readonly points: readonly StrokePoint[];
  readonly shape: 'round' | 'square';
}

/** Half a pixel's diagonal: a smaller brush could slip between pixel centres and touch nothing. */
const smallestRadiusImagePx = Math.SQRT1_2;

/** The box of whole pixels that a stroke can touch; may reach past the image. */
export function strokeBox({ points }: Stroke): PixelBox {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [at, { x, y, radiusImagePx }] of points.entries()) {
    // The way to the next point is swept with that one's radius.
    const radius = Math.max(radiusImagePx, points[at + 1]?.radiusImagePx ?? 0, smallestRadiusImagePx);
    left = Math.min(left, Math.floor(x - radius));
    top = Math.min(top, Math.floor(y - radius));
    right = Math.max(right, Math.ceil(x + radius));
    bottom = Math.max(bottom, Math.ceil(y + radius));
  }
  if (points.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * Pixels of a box whose centre lies under a stroke: within the radius of the line between two points following each other
 * (the later point's radius counts), or within its square.
 */
export function strokeMask(stroke: Stroke, box: PixelBox): PixelMask {
  const mask = emptyMask(box.width, box.height);
  stroke.points.forEach((to, at) => markSweep(mask, box, stroke.points[Math.max(at - 1, 0)]!, to, stroke.shape));
  return mask;
}

function markSweep(mask: PixelMask, box: PixelBox, from: StrokePoint, to: StrokePoint, shape: Stroke['shape']): void {
  const radius = Math.max(to.radiusImagePx, smallestRadiusImagePx);
  const top = Math.max(Math.floor(Math.min(from.y, to.y) - radius), box.y);
  const bottom = Math.min(Math.ceil(Math.max(from.y, to.y) + radius), box.y + box.height);
  const left = Math.max(Math.floor(Math.min(from.x, to.x) - radius), box.x);
  const right = Math.min(Math.ceil(Math.max(from.x, to.x) + radius), box.x + box.width);
  const isUnder = shape === 'round' ? isInCapsule : isInSweptSquare;
  for (let y = top; y < bottom; y++) {
    const row = (y - box.y) * box.width - box.x;
    for (let x = left; x < right; x++) {
      if (mask.data[row + x] === 0 && isUnder(x + 0.5, y + 0.5, from, to, radius)) mask.data[row + x] = 1;
    }
  }
}

function isInCapsule(x: number, y: number, from: ImagePoint, to: ImagePoint, radius: number): boolean {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : Math.min(Math.max(((x - from.x) * dx + (y - from.y) * dy) / squared, 0), 1);
  return (x - from.x - share * dx) ** 2 + (y - from.y - share * dy) ** 2 <= radius * radius;
}

/** A square kept upright and moved along the line: for some t in 0 … 1 both |x - x(t)| and |y - y(t)| are within. */
function isInSweptSquare(x: number, y: number, from: ImagePoint, to: ImagePoint, radius: number): boolean {
  const across = shareWithin(to.x - from.x, x - from.x, radius);
  const down = shareWithin(to.y - from.y, y - from.y, radius);
  return Math.max(across[0], down[0], 0) <= Math.min(across[1], down[1], 1);
}

/** The t with |offset - slope t| <= radius. */
function shareWithin(slope: number, offset: number, radius: number): readonly [number, number] {
  if (slope === 0) return Math.abs(offset) <= radius ? [0, 1] : [1, 0];
  const first = (offset - radius) / slope;
  const second = (offset + radius) / slope;
  return first < second ? [first, second] : [second, first];
}
