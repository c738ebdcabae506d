import { expect, test } from 'vitest';
import { atOnce } from '../sliced.ts';
import { farthestFirst } from './farthestFirst.ts';
import { standardised } from './featureSpace.ts';

const points = [0, 1, 2, 9, 10].map((value) => Float64Array.of(value));

test('begins in the middle, then each is the farthest from all before it', () => {
  // The mean is 4.4, so 2 is nearest; then 10 (8 away), then 0 (2 away).
  expect(atOnce(farthestFirst(points, [], 5))).toEqual([2, 4, 0, 1, 3]);
});

test('what is covered already is not begun with; beyond the most the rest follow as they came', () => {
  expect(atOnce(farthestFirst(points, [Float64Array.of(10)], 1))).toEqual([0, 1, 2, 3, 4]);
  expect(atOnce(farthestFirst(points, [Float64Array.of(0), Float64Array.of(10)], 2)).slice(0, 2)).toEqual([2, 1]);
  expect(atOnce(farthestFirst([], [], 3))).toEqual([]);
});

test('features are scaled to a variance of 1, and one that is the same everywhere counts for nothing', () => {
  const [first, second] = standardised([[0, 5], [100, 5]]);
  expect(second![0]! - first![0]!).toBeCloseTo(2, 12);
  expect(second![1]).toBe(first![1]);
});
