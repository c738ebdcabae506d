import { expect, test } from 'vitest';
import { uncovered } from './uncovered.ts';
import type { PlacedRegion } from './uncovered.ts';

const region = (x: number, more: Partial<PlacedRegion> = {}): PlacedRegion => ({ imageId: 'a', box: { x, y: 0, width: 10, height: 10 }, arm: 'chosen', state: 'open', ...more });
const xs = (...regions: readonly PlacedRegion[]): number[] => uncovered(regions).map(({ box }) => box.x);

test('what was settled under another arm is not asked again, what lies only half beside it is', () => {
  const settled = region(0, { arm: 'random', state: 'accepted' });
  expect(xs(settled, region(5), region(6), region(2, { imageId: 'b' }))).toEqual([6, 2]);
});

test('regions of one arm are disjoint anyway; open ones cover nothing; disputes stay', () => {
  expect(xs(region(0, { state: 'accepted' }), region(1))).toEqual([1]);
  expect(xs(region(0, { arm: 'random' }), region(1))).toEqual([0, 1]);
  expect(xs(region(0, { state: 'corrected' }), region(1, { arm: 'disagreement' }))).toEqual([1]);
  expect(xs(region(0, { arm: 'contradiction', state: 'accepted' }), region(1))).toEqual([1]);
});
