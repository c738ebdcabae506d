import type { PixelBox } from '../geometry.ts';
import { joinSpans } from './spans.ts';
import type { Spans } from './spans.ts';
import { TiledPlane } from './TiledPlane.ts';

/** 4: pixels are neighbours over a side; 8: over a corner too. */
export type Connectivity = 4 | 8;

export interface ConnectedOptions {
  /** A pixel to begin at. */
  readonly x: number;
  readonly y: number;
  /** Nothing outside it is looked at. */
  readonly within: PixelBox;
  readonly connectivity: Connectivity;
  /** More pixels than this are given up: an area that is not closed would run over the whole image. */
  readonly maximumPixels: number;
}

/**
 * The connected pixels around one that are all in a set: a flood that goes by spans of rows.
 * @param isIn whether a pixel inside `within` is in the set
 * @returns null when there are too many; empty when the first pixel is not in the set or outside
 */
export function connectedSpans(isIn: (x: number, y: number) => boolean, { x, y, within, connectivity, maximumPixels }: ConnectedOptions): Spans | null {
  const right = within.x + within.width;
  const bottom = within.y + within.height;
  const seen = new TiledPlane<Uint8Array>({ width: within.width, height: within.height }, 0, (length) => new Uint8Array(length));
  const isFree = (column: number, row: number): boolean => seen.get(column - within.x, row - within.y) === 0 && isIn(column, row);
  if (x < within.x || y < within.y || x >= right || y >= bottom || !isFree(x, y)) return new Int32Array(0);
  const found: number[] = [];
  const waiting = [x, y];
  const reach = connectivity === 8 ? 1 : 0;
  let count = 0;
  while (waiting.length > 0) {
    const row = waiting.pop()!;
    const start = waiting.pop()!;
    if (!isFree(start, row)) continue;
    let first = start;
    while (first > within.x && isFree(first - 1, row)) first--;
    let end = start + 1;
    while (end < right && isFree(end, row)) end++;
    seen.fillSpan(row - within.y, first - within.x, end - within.x, 1);
    found.push(row, first, end);
    count += end - first;
    if (count > maximumPixels) return null;
    for (const next of [row - 1, row + 1]) {
      if (next < within.y || next >= bottom) continue;
      const last = Math.min(end + reach, right);
      for (let column = Math.max(first - reach, within.x); column < last; column++) {
        if (!isFree(column, next)) continue;
        waiting.push(column, next);
        // The rest of this run is found with it.
        while (column + 1 < last && isIn(column + 1, next)) column++;
      }
    }
  }
  return joinSpans(found);
}
