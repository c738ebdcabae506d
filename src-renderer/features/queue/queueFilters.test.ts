import { expect, test } from 'vitest';
import type { RegionRecord } from '../../../src-main/core/records.ts';
import { countBy, filterRegions, isFiltering, noFilters } from './queueFilters.ts';

const region = (id: string, change: Partial<RegionRecord> = {}): RegionRecord => ({
  id,
  imageId: 'a',
  modelId: 'model',
  box: { x: 0, y: 0, width: 2, height: 2 },
  pixelCount: 4,
  score: 1,
  means: { predictiveEntropy: 0, mutualInformation: 0, expectedEntropy: 0, learnedLoss: 0 },
  proposedClass: 1,
  arm: 'chosen',
  strategy: 'standard',
  boundaryPixels: 0,
  reason: 'mutualInformation',
  state: 'open',
  ...change,
});
const regions = [
  region('1'),
  region('2', { imageId: 'b', proposedClass: 2 }),
  region('3', { state: 'deferred', reason: 'learnedLoss' }),
  region('4', { imageId: 'b', state: 'flagged' }),
];
const none = new Set<string>();
const idsOf = (list: readonly RegionRecord[]): string[] => list.map(({ id }) => id);

test('without filters the queue is shown as it is, the very same list', () => {
  expect(isFiltering(noFilters)).toBe(false);
  expect(filterRegions(regions, noFilters, none)).toBe(regions);
});

test('filters narrow together', () => {
  expect(idsOf(filterRegions(regions, { ...noFilters, imageId: 'b' }, none))).toEqual(['2', '4']);
  expect(idsOf(filterRegions(regions, { ...noFilters, imageId: 'b', classIndex: 1 }, none))).toEqual(['4']);
  expect(idsOf(filterRegions(regions, { ...noFilters, reason: 'learnedLoss', state: 'open' }, none))).toEqual([]);
});

test('a region settled under the hand keeps its place in a list of open ones', () => {
  const open = { ...noFilters, state: 'open' as const };
  const settled = regions.map((each) => (each.id === '1' ? { ...each, state: 'accepted' as const } : each));
  expect(idsOf(filterRegions(settled, open, new Set(['1', '2'])))).toEqual(['1', '2']);
  expect(idsOf(filterRegions(settled, { ...open, imageId: 'b' }, new Set(['1', '2'])))).toEqual(['2']);
});

test('a choice is counted under the other filters, not under its own', () => {
  const filters = { ...noFilters, imageId: 'b', state: 'open' as const };
  expect(countBy(regions, filters, 'state', ({ state }) => state)).toEqual(new Map([['open', 1], ['flagged', 1]]));
  expect(countBy(regions, filters, 'imageId', ({ imageId }) => imageId)).toEqual(new Map([['a', 1], ['b', 1]]));
});
