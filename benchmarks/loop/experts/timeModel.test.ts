import { expect, test } from 'vitest';
import { secondsOf } from './timeModel.ts';

test('a region that fills its window and is right takes the look and one second', () => {
  expect(secondsOf({ pixels: 56 ** 2, strokes: 0, rimPixels: 0 })).toBeCloseTo(2.75, 10);
});

test('strokes and rims are paid for by the piece, whatever lies beside them', () => {
  const idle = { pixels: 1000, strokes: 0, rimPixels: 0 };
  expect(secondsOf({ ...idle, strokes: 2, rimPixels: 50 }) - secondsOf(idle)).toBeCloseTo(2 * 1.3 + 50 * 0.06, 10);
});
