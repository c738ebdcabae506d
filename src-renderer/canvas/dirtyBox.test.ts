import { expect, test } from 'vitest';
import { joinBoxes, overlap, uncoveredStrips, withNeighbours } from './dirtyBox.ts';

const box = (x: number, y: number, width: number, height: number): { x: number; y: number; width: number; height: number } => ({ x, y, width, height });

test('two boxes join to the smallest around both', () => {
  expect(joinBoxes(box(5, 5, 2, 2), box(1, 6, 3, 10))).toEqual(box(1, 5, 6, 11));
  expect(joinBoxes(null, box(1, 2, 3, 4))).toEqual(box(1, 2, 3, 4));
  expect(joinBoxes(null, null)).toBeNull();
});

test('neighbours are taken in, as far as the image goes', () => {
  expect(withNeighbours(box(5, 5, 1, 1), 10, 10)).toEqual(box(4, 4, 3, 3));
  expect(withNeighbours(box(0, 9, 10, 1), 10, 10)).toEqual(box(0, 8, 10, 2));
});

test('boxes that only touch do not overlap', () => {
  expect(overlap(box(0, 0, 5, 5), box(5, 0, 5, 5))).toBeNull();
  expect(overlap(box(0, 0, 5, 5), box(3, 4, 5, 5))).toEqual(box(3, 4, 2, 1));
});

test('a moved picture uncovers a strip at each side it leaves', () => {
  expect(uncoveredStrips(100, 50, 10, 0)).toEqual([box(0, 0, 10, 50)]);
  expect(uncoveredStrips(100, 50, -10, 5)).toEqual([box(90, 0, 10, 50), box(0, 0, 100, 5)]);
  expect(uncoveredStrips(100, 50, 0, 0)).toEqual([]);
});
