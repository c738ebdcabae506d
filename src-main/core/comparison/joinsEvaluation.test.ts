import { expect, test } from 'vitest';
import { joinsEvaluation } from './joinsEvaluation.ts';

/** Corrects images one after another, and tells how many of them measure in the end. */
function grow(count: number, share: number, idOf: (index: number) => string): number[] {
  const joined: number[] = [];
  for (let index = 0; index < count; index++) {
    if (joinsEvaluation({ unitId: idOf(index), share, measuring: joined.length, labelled: index + 1 })) joined.push(index);
  }
  return joined;
}

test('the set follows its share, and the first images train', () => {
  const joined = grow(400, 0.15, (index) => `image ${index}`);
  expect(joined.length).toBeGreaterThan(0.13 * 400);
  expect(joined.length).toBeLessThanOrEqual(0.15 * 400);
  expect(joined[0]).toBeGreaterThanOrEqual(6);
});

test('the same ids give the same set, others another', () => {
  const one = grow(100, 0.2, (index) => `a${index}`);
  expect(grow(100, 0.2, (index) => `a${index}`)).toEqual(one);
  expect(grow(100, 0.2, (index) => `b${index}`)).not.toEqual(one);
});

test('a share of nothing keeps nothing, and images put aside by hand count towards it', () => {
  expect(grow(200, 0, (index) => `${index}`)).toEqual([]);
  for (let index = 0; index < 50; index++) expect(joinsEvaluation({ unitId: `${index}`, share: 0.15, measuring: 20, labelled: 100 })).toBe(false);
});
