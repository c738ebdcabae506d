import { expect, test } from 'vitest';
import { atOnce } from './sliced.ts';
import type { Sliced } from './sliced.ts';

function* count(to: number): Sliced<number> {
  let sum = 0;
  for (let at = 1; at <= to; at++) {
    sum += at;
    yield;
  }
  return sum;
}

test('work in slices gives the same when it is done at once', () => {
  expect(atOnce(count(100))).toBe(5050);
  expect(atOnce(count(0))).toBe(0);
});
