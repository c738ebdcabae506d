import { expect, test } from 'vitest';
import { atOnce } from '../sliced.ts';
import { interleaveByImage } from './interleave.ts';

const region = (id: string, score: number) => ({ id, imageId: id[0]!, score });
const scoreOf = ({ score }: { readonly score: number }): number => score;

test('no image gets a second turn before each has had its first, worst first', () => {
  const regions = [region('a1', 9), region('a2', 8), region('a3', 7), region('b1', 3), region('c1', 5), region('b2', 1)];
  expect(atOnce(interleaveByImage(regions, 1, scoreOf)).map(({ id }) => id)).toEqual(['a1', 'c1', 'b1', 'a2', 'b2', 'a3']);
  expect(atOnce(interleaveByImage(regions, 2, scoreOf)).map(({ id }) => id)).toEqual(['a1', 'a2', 'c1', 'b1', 'b2', 'a3']);
});

test('equal scores keep a fixed order', () => {
  expect(atOnce(interleaveByImage([region('b1', 1), region('a1', 1)], 4, scoreOf)).map(({ id }) => id)).toEqual(['a1', 'b1']);
});
