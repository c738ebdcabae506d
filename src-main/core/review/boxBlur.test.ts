import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxBlur } from './boxBlur.ts';

/** The mean written as it is defined: first along rows, then along columns, each window cut at the edge. */
function slowBlur(values: readonly number[], width: number, height: number, radius: number): number[] {
  const mean = (of: (at: number) => number, centre: number, length: number): number => {
    const from = Math.max(0, centre - radius);
    const to = Math.min(length - 1, centre + radius);
    let sum = 0;
    for (let at = from; at <= to; at++) sum += of(at);
    return sum / (to - from + 1);
  };
  const rows = values.map((_none, at) => mean((x) => values[Math.floor(at / width) * width + x]!, at % width, width));
  return rows.map((_none, at) => mean((y) => rows[y * width + (at % width)]!, Math.floor(at / width), height));
}

test('is the mean over the window, on maps of any shape', () => {
  const shapes = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 5 }));
  fc.assert(
    fc.property(shapes, fc.infiniteStream(fc.integer({ min: 0, max: 9 })), ([width, height, radius], stream) => {
      const values = [...stream.take(width * height)];
      const blurred = boxBlur(Float32Array.from(values), width, height, radius);
      slowBlur(values, width, height, radius).forEach((wanted, at) => expect(blurred[at]).toBeCloseTo(wanted, 4));
    }),
  );
});
