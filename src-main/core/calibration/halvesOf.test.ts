import { expect, test } from 'vitest';
import { halvesOf } from './halvesOf.ts';

const slices = (...stacks: readonly (string | null)[]): { stackId: string | null }[] => stacks.map((stackId) => ({ stackId }));

test('single images are dealt in turn', () => {
  expect(halvesOf([{}, {}, {}, {}, {}])).toEqual([0, 1, 0, 1, 0]);
});

test('slices of one stack stay together, and the halves are about as large', () => {
  expect(halvesOf(slices('a', 'a', 'b', 'a', null, 'b', 'c'))).toEqual([0, 0, 1, 0, 1, 1, 0]);
});

test('one stack alone is cut in its middle', () => {
  expect(halvesOf(slices('a', 'a', 'a', 'a', 'a'))).toEqual([0, 0, 0, 1, 1]);
});

test('there are two halves of two images or more, whatever they are of, and one of one', () => {
  for (const images of [slices('a', 'a'), slices('a', 'b'), slices(null, 'a'), slices('a', 'a', 'a', null)]) expect(new Set(halvesOf(images)).size).toBe(2);
  expect([halvesOf([]), halvesOf(slices('a'))]).toEqual([[], [0]]);
});
