import type { ImagePoint } from '../geometry.ts';
import type { ImageSize } from './labelTiles.ts';

export type BrushShape = 'round' | 'square';

/** A brush drawn from one point to another. */
export interface BrushSweep {
  readonly from: ImagePoint;
  readonly to: ImagePoint;
  /** Half the brush's width. */
  readonly radiusImagePx: number;
  /** Default: round. */
  readonly shape?: BrushShape;
}

/** Half a pixel's diagonal: a smaller round brush could slip between pixel centres and paint nothing. */
const smallestRoundRadius = Math.SQRT1_2;
/** A square of one pixel's side holds exactly one pixel centre, wherever it lies. */
const smallestSquareRadius = 0.5;

/**
 * Calls back for every row of pixels that the swept brush covers, inside the image. Round: the centres within the radius
 * of the line between the points (a capsule). Square: the centres inside a square that moves along the line, its left and
 * upper sides counting, so that a brush of whole width covers just so many pixels. Either way a fast hand leaves no holes
 * between two pointer events.
 */
export function eachSweptSpan(size: ImageSize, sweep: BrushSweep, visit: (y: number, x: number, end: number) => void): void {
  const isRound = (sweep.shape ?? 'round') === 'round';
  const radius = Math.max(sweep.radiusImagePx, isRound ? smallestRoundRadius : smallestSquareRadius);
  const { from, to } = sweep;
  const top = Math.max(Math.floor(Math.min(from.y, to.y) - radius), 0);
  const bottom = Math.min(Math.ceil(Math.max(from.y, to.y) + radius), size.height);
  for (let row = top; row < bottom; row++) {
    const span = isRound ? capsuleSpan(sweep, radius, row + 0.5) : squareSpan(sweep, radius, row + 0.5);
    if (!span) continue;
    const first = Math.max(Math.ceil(span[0] - 0.5), 0);
    const end = Math.min(isRound ? Math.floor(span[1] - 0.5) + 1 : Math.ceil(span[1] - 0.5), size.width);
    if (end > first) visit(row, first, end);
  }
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

/**
 * Where a horizontal line crosses the swept square: the part of the way (0 … 1) on which the square is at that height gives
 * the centres furthest left and right.
 */
function squareSpan({ from, to }: BrushSweep, radius: number, y: number): readonly [number, number] | null {
  const down = to.y - from.y;
  let start = 0;
  let end = 1;
  if (down !== 0) {
    const [low, high] = whereWithin(down, from.y, y - radius, y + radius);
    start = Math.max(low, 0);
    end = Math.min(high, 1);
  }
  if (start > end) return null;
  const heightAt = (share: number): number => from.y + share * down;
  // A single place on the way touches the line only with the side that counts.
  if ((start === end || down === 0) && !(heightAt(start) - radius <= y && y < heightAt(start) + radius)) return null;
  const across = to.x - from.x;
  const first = from.x + start * across;
  const last = from.x + end * across;
  return [Math.min(first, last) - radius, Math.max(first, last) + radius];
}
