import { expect, test } from 'vitest';
import { parentShare } from './parentShare.ts';

const image = (imageId: string, labelledPixels: number) => ({ imageId, labelledPixels });

test('a parent that learnt from these images alone has nothing of its own to say', () => {
  expect(parentShare([[image('a', 50), image('b', 20)], [image('a', 10)]], [image('a', 80), image('b', 30)])).toBe(0);
});

test('what was learnt elsewhere counts by its pixels, each image once, however far back', () => {
  const lineage = [[image('a', 50)], [image('far', 200), image('a', 10)], [image('far', 300)]];
  expect(parentShare(lineage, [image('a', 100)])).toBeCloseTo(300 / 400, 12);
  expect(parentShare([[{ labelledPixels: 300 }]], [image('a', 100)])).toBeCloseTo(0.75, 12);
});

test('of a model that does not say what it learnt from, all counts', () => {
  expect(parentShare([[image('a', 50)], []], [image('a', 100)])).toBe(1);
});
