import type { PixelBox } from '../geometry.ts';
import { clipBox } from '../geometry.ts';
import type { ImageSize } from './labelTiles.ts';

/**
 * A set of pixels as spans of rows: three numbers each, row, first column, column after the last. Sorted by row and then
 * by column, not overlapping, never empty. It costs what the set's rim costs, however large the set.
 */
export type Spans = Int32Array;

const fieldsPerSpan = 3;

/** Calls back for each span. */
export function eachSpan(spans: Spans, visit: (y: number, x: number, end: number) => void): void {
  for (let at = 0; at < spans.length; at += fieldsPerSpan) visit(spans[at]!, spans[at + 1]!, spans[at + 2]!);
}

export function pixelsOfSpans(spans: Spans): number {
  let count = 0;
  for (let at = 0; at < spans.length; at += fieldsPerSpan) count += spans[at + 2]! - spans[at + 1]!;
  return count;
}

/** The smallest box around the spans; empty at (0, 0) when there are none. */
export function boxOfSpans(spans: Spans): PixelBox {
  if (spans.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  let left = Infinity;
  let right = -Infinity;
  for (let at = 0; at < spans.length; at += fieldsPerSpan) {
    left = Math.min(left, spans[at + 1]!);
    right = Math.max(right, spans[at + 2]!);
  }
  const top = spans[0]!;
  return { x: left, y: top, width: right - left, height: spans.at(-fieldsPerSpan)! - top + 1 };
}

/** What of the spans lies in a box. */
export function clipSpans(spans: Spans, box: PixelBox): Spans {
  const kept: number[] = [];
  eachSpan(spans, (y, x, end) => {
    const first = Math.max(x, box.x);
    const stop = Math.min(end, box.x + box.width);
    if (y >= box.y && y < box.y + box.height && first < stop) kept.push(y, first, stop);
  });
  return Int32Array.from(kept);
}

/** What of the spans lies in an image. */
export function spansInImage(spans: Spans, size: ImageSize): Spans {
  return clipSpans(spans, { x: 0, y: 0, width: size.width, height: size.height });
}

/** Puts loose spans, in any order and overlapping, into the form of `Spans`. @param loose row, first column, column after the last, each time */
export function joinSpans(loose: ArrayLike<number>): Spans {
  const order = Array.from({ length: loose.length / fieldsPerSpan }, (_span, at) => at * fieldsPerSpan);
  order.sort((first, second) => loose[first]! - loose[second]! || loose[first + 1]! - loose[second + 1]!);
  const joined: number[] = [];
  for (const at of order) {
    const [y, x, end] = [loose[at]!, loose[at + 1]!, loose[at + 2]!];
    if (end <= x) continue;
    const last = joined.length - fieldsPerSpan;
    if (last >= 0 && joined[last] === y && x <= joined[last + 2]!) joined[last + 2] = Math.max(joined[last + 2]!, end);
    else joined.push(y, x, end);
  }
  return Int32Array.from(joined);
}

/** Pixels of a box, row-major bytes, not 0 inside. */
export interface PixelMask {
  readonly box: PixelBox;
  readonly mask: Uint8Array;
}

export function spansOfMask({ box, mask }: PixelMask): Spans {
  const spans: number[] = [];
  for (let row = 0; row < box.height; row++) {
    const start = row * box.width;
    for (let column = 0; column < box.width; column++) {
      if (mask[start + column] === 0) continue;
      const first = column;
      do column++;
      while (column < box.width && mask[start + column] !== 0);
      spans.push(box.y + row, box.x + first, box.x + column);
    }
  }
  return Int32Array.from(spans);
}

/** @param box what the mask shall cover (default: the spans' own box); spans beyond it are left out */
export function maskOfSpans(spans: Spans, box: PixelBox = boxOfSpans(spans)): PixelMask {
  const mask = new Uint8Array(box.width * box.height);
  eachSpan(clipSpans(spans, box), (y, x, end) => {
    const start = (y - box.y) * box.width - box.x;
    mask.fill(1, start + x, start + end);
  });
  return { box, mask };
}

/** A box and `margin` pixels around it, inside the image. */
export function widenBox({ x, y, width, height }: PixelBox, margin: number, size: ImageSize): PixelBox {
  return clipBox({ x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin }, size.width, size.height);
}
