import { expect, test } from 'vitest';
import { cubicWeights } from './cubicWeights.ts';

const rowsOf = (from: number, to: number): number[][] => {
  const weights = cubicWeights(from, to);
  return Array.from({ length: to }, (_none, row) => [...weights.subarray(row * from, (row + 1) * from)].map((value) => value + 0));
};

test('the same length is the identity', () => {
  expect(rowsOf(3, 3)).toEqual([[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
});

test('twice the length has Catmull and Rom’s weights a quarter of a pixel aside', () => {
  // Of the cubic at distances 1.25, 0.25, 0.75 and 1.75 for a = -1/2.
  const [, , , row] = rowsOf(6, 12);
  expect(row!.map((value) => Math.round(value * 1e6) / 1e6)).toEqual([-0.0703125, 0.8671875, 0.2265625, -0.0234375, 0, 0].map((value) => Math.round(value * 1e6) / 1e6));
});

test.each([[4, 6], [4, 2], [5, 3], [1, 4], [4, 1], [14, 48]])('from %d to %d every row sums to 1, and the last is the first from the other end', (from, to) => {
  const rows = rowsOf(from, to);
  for (const row of rows) expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  for (const [at, value] of rows[0]!.entries()) expect(rows.at(-1)!.at(-1 - at)).toBeCloseTo(value, 6);
});
