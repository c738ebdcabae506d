import { expect, test } from 'vitest';
import type { RegionRecord, RegionState } from '../../../src-main/core/records.ts';
import { classForFix, mergeQueue, neighbour, nextOpen } from './queueOrder.ts';

const region = (id: string, state: RegionState = 'open'): RegionRecord => ({
  id,
  imageId: 'image',
  modelId: 'model',
  box: { x: 0, y: 0, width: 4, height: 4 },
  pixelCount: 9,
  score: 1,
  means: { predictiveEntropy: 0, mutualInformation: 0, expectedEntropy: 0, learnedLoss: 0 },
  proposedClass: 1,
  arm: 'chosen',
  strategy: 'standard',
  boundaryPixels: 0,
  reason: 'mutualInformation',
  state,
});
const ids = (regions: readonly RegionRecord[]): string => regions.map(({ id, state }) => (state === 'open' ? id : id.toUpperCase())).join('');

test('a region settled keeps its place when the queue is read anew', () => {
  const shown = [region('a'), region('b'), region('c')];
  const fetched = [region('b'), region('c'), region('a', 'accepted')];
  expect(ids(mergeQueue(shown, fetched, 1))).toBe('Abc');
});

test('regions that are gone go, new ones ahead come in the order of the queue', () => {
  expect(ids(mergeQueue([region('a'), region('b')], [region('x'), region('b')], 1))).toBe('bx');
  const shown = [region('a'), region('b'), region('c')];
  const worse = [region('x'), region('a'), region('b'), region('c')];
  expect(ids(mergeQueue(shown, worse, 0))).toBe('axbc');
  expect(ids(mergeQueue(shown, worse, -1))).toBe('xabc');
});

test('what comes next keeps its place while a region is looked at, whatever the queue has become', () => {
  const shown = [region('a'), region('b'), region('c'), region('d'), region('e')];
  const reordered = [region('e'), region('x'), region('d'), region('c'), region('b'), region('a')];
  expect(ids(mergeQueue(shown, reordered, 0, ['b', 'c', 'd']))).toBe('abcdex');
  // Gone from the queue, it is gone from the strip.
  expect(ids(mergeQueue(shown, [region('e'), region('d'), region('a')], 0, ['b', 'c', 'd']))).toBe('ade');
});

test('the next open region is looked for onward, then from the start', () => {
  const regions = [region('a'), region('b', 'accepted'), region('c'), region('d', 'flagged')];
  expect(nextOpen(regions, 0)?.id).toBe('c');
  expect(nextOpen(regions, 2)?.id).toBe('a');
  expect(nextOpen(regions, -1)?.id).toBe('a');
  expect(nextOpen([region('a', 'accepted')], 0)).toBeNull();
  expect(nextOpen([], -1)).toBeNull();
});

test('neighbours stop at both ends', () => {
  const regions = [region('a'), region('b')];
  expect(neighbour(regions, 0, -1)?.id).toBe('a');
  expect(neighbour(regions, 1, 1)?.id).toBe('b');
  expect(neighbour(regions, -1, 1)?.id).toBe('a');
  expect(neighbour([], -1, 1)).toBeNull();
});

test('the brush comes with a class that differs from the proposal', () => {
  expect(classForFix(1, [0, 1], 1)).toBe(0);
  expect(classForFix(0, [0, 1], 0)).toBe(1);
  expect(classForFix(2, [0, 1, 2], 1)).toBe(1);
  expect(classForFix(2, [0, 1, 2], 2)).toBe(0);
  expect(classForFix(0, [0], 0)).toBe(0);
});
