import { clipBox } from '../geometry.ts';
import type { ImagePoint, PixelBox } from '../geometry.ts';
import type { LabelMap } from './labelMap.ts';
import type { StrokeMemo } from './StrokeMemo.ts';

/** A round brush drawn from one point to another. */
export interface BrushSweep {
  readonly from: ImagePoint;
  readonly to: ImagePoint;
  readonly radiusImagePx: number;
}

/** Half a pixel's diagonal: a smaller brush could slip between pixel centres and paint nothing. */
const smallestRadiusImagePx = Math.SQRT1_2;

/**
 * Paints every pixel whose centre lies within the radius of the line between the points: a capsule, so that a fast hand
 * leaves no holes between two pointer events.
 * @param map painted in place
 * @param value class index, or `unlabelled` to erase
 * @param memo told of what is painted over, for `strokeDiff`
 * @returns the box that may have changed, inside the image; empty when the brush missed it
 */
export function sweepBrush(map: LabelMap, sweep: BrushSweep, value: number, memo: StrokeMemo): PixelBox {
  const radius = Math.max(sweep.radiusImagePx, smallestRadiusImagePx);
  const box = capsuleBox(map, sweep, radius);
  if (box.width === 0 || box.height === 0) return box;
  memo.remember(map, box);
  for (let row = box.y; row < box.y + box.height; row++) {
    const span = capsuleSpan(sweep, radius, row + 0.5);
    if (!span) continue;
    const first = Math.max(Math.ceil(span[0] - 0.5), box.x);
    const end = Math.min(Math.floor(span[1] - 0.5) + 1, box.x + box.width);
    if (end > first) map.data.fill(value, row * map.width + first, row * map.width + end);
  }
  return box;
}

function capsuleBox(map: LabelMap, { from, to }: BrushSweep, radius: number): PixelBox {
  const x = Math.floor(Math.min(from.x, to.x) - radius);
  const y = Math.floor(Math.min(from.y, to.y) - radius);
  const right = Math.ceil(Math.max(from.x, to.x) + radius);
  const bottom = Math.ceil(Math.max(from.y, to.y) + radius);
  return clipBox({ x, y, width: right - x, height: bottom - y }, map.width, map.height);
}

/** Where a horizontal line crosses the capsule. It is convex, so its parts' crossings join to one span. */
function capsuleSpan({ from, to }: BrushSweep, radius: number, y: number): readonly [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  const join = (start: number, end: number): void => {
    if (start > end) return;
    low = Math.min(low, start);
    high = Math.max(high, end);
  };
  for (const point of [from, to]) {
    const half = radius ** 2 - (y - point.y) ** 2;
    if (half >= 0) join(point.x - Math.sqrt(half), point.x + Math.sqrt(half));
  }
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length > 0) {
    const alongX = (to.x - from.x) / length;
    const alongY = (to.y - from.y) / length;
    const down = y - from.y;
    // Between the ends: 0 <= along <= length; beside the line: |across| <= radius. Both are linear in x.
    const between = whereWithin(alongX, down * alongY, 0, length);
    const beside = whereWithin(-alongY, down * alongX, -radius, radius);
    join(from.x + Math.max(between[0], beside[0]), from.x + Math.min(between[1], beside[1]));
  }
  return low <= high ? [low, high] : null;
}

/** The t for which low <= slope t + constant <= high. */
function whereWithin(slope: number, constant: number, low: number, high: number): readonly [number, number] {
  if (slope === 0) return constant >= low && constant <= high ? [-Infinity, Infinity] : [Infinity, -Infinity];
  const first = (low - constant) / slope;
  const second = (high - constant) / slope;
  return first < second ? [first, second] : [second, first];
}
