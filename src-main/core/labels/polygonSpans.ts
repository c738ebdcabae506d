import type { ImagePoint } from '../geometry.ts';
import type { ImageSize } from './labelTiles.ts';
import type { Spans } from './spans.ts';

/**
 * The pixels whose centre lies inside a closed polygon by the even-odd rule: where the line crosses itself, what is inside
 * twice is outside. A centre on a left or upper side counts, on a right or lower side not, so that polygons that share a
 * side share no pixel.
 * @param points corners in image pixels; the last is joined to the first. Fewer than three enclose nothing
 */
export function polygonSpans(points: readonly ImagePoint[], size: ImageSize): Spans {
  if (points.length < 3) return new Int32Array(0);
  const crossings = new Map<number, number[]>();
  points.forEach((from, at) => noteCrossings(from, points[(at + 1) % points.length]!, size.height, crossings));
  const spans: number[] = [];
  for (const row of [...crossings.keys()].sort((first, second) => first - second)) {
    const places = crossings.get(row)!.sort((first, second) => first - second);
    for (let at = 0; at + 1 < places.length; at += 2) {
      const first = Math.max(Math.ceil(places[at]! - 0.5), 0);
      const end = Math.min(Math.ceil(places[at + 1]! - 0.5), size.width);
      if (end <= first) continue;
      const last = spans.length - 3;
      if (last >= 0 && spans[last] === row && spans[last + 2] === first) spans[last + 2] = end;
      else spans.push(row, first, end);
    }
  }
  return Int32Array.from(spans);
}

/** Where an edge crosses the lines through the centres of rows: each crossing flips inside and outside. */
function noteCrossings(from: ImagePoint, to: ImagePoint, height: number, crossings: Map<number, number[]>): void {
  const [upper, lower] = from.y < to.y ? [from, to] : [to, from];
  const first = Math.max(Math.ceil(upper.y - 0.5), 0);
  const end = Math.min(Math.ceil(lower.y - 0.5), height);
  for (let row = first; row < end; row++) {
    const share = (row + 0.5 - upper.y) / (lower.y - upper.y);
    const x = upper.x + share * (lower.x - upper.x);
    const places = crossings.get(row);
    if (places) places.push(x);
    else crossings.set(row, [x]);
  }
}
