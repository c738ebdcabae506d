import { expect, test } from 'vitest';
import { RandomSource } from '../random/RandomSource.ts';
import { judgeDifferences } from './judgeDifferences.ts';

const verdictOf = (differences: readonly number[], margin = 0.005) => judgeDifferences(differences, margin).verdict;

test('without images, and with fewer than any test needs, nothing is told', () => {
  expect(judgeDifferences([], 0.005)).toEqual({ verdict: 'cannotTell', why: 'noImages', mean: 0, lower: null, upper: null, gainByChance: 1, lossByChance: 1 });
  expect(judgeDifferences([0.2, 0.2, 0.2, 0.2], 0.005)).toMatchObject({ verdict: 'cannotTell', why: 'fewImages', gainByChance: 1 / 16 });
  expect(verdictOf([0.2, 0.2, 0.2, 0.2, 0.2])).toBe('better');
});

test('the same predictions are not worse', () => {
  expect(judgeDifferences([0, 0, 0, 0, 0], 0.005)).toMatchObject({ verdict: 'notWorse', why: null, mean: 0, lower: 0, upper: 0 });
});

test('a loss below the margin is none, however sure; above it, it is worse', () => {
  const loss = [-0.003, -0.002, -0.003, -0.002, -0.003, -0.002];
  expect(judgeDifferences(loss, 0.005)).toMatchObject({ verdict: 'notWorse', lossByChance: 1 / 64 });
  expect(verdictOf(loss, 0.002)).toBe('worse');
});

test('one image that lost much among gains that vary cannot be told', () => {
  expect(judgeDifferences([0.1, -0.3, 0.2, 0.05, -0.1, 0.02], 0.005)).toMatchObject({ verdict: 'cannotTell', why: 'uncertain' });
});

test("the bounds are Student's: worked by hand for 1, 2, 3, 4, 5", () => {
  // Mean 3, standard deviation sqrt(2.5), standard error sqrt(0.5), t of 4 degrees 2.1318.
  const { lower, upper } = judgeDifferences([1, 2, 3, 4, 5], 0);
  expect(lower).toBeCloseTo(3 - 2.131847 * Math.SQRT1_2, 5);
  expect(upper).toBeCloseTo(3 + 2.131847 * Math.SQRT1_2, 5);
});

test('a challenger that loses exactly the margin is taken in at most one time of twenty or so', () => {
  const margin = 0.01;
  const tries = 2000;
  let taken = 0;
  for (let trial = 0; trial < tries; trial++) {
    const random = new RandomSource({ seed: 3, stream: 1, counter: trial });
    const { verdict } = judgeDifferences(Array.from({ length: 8 }, () => -margin + 0.02 * random.normal()), margin);
    if (verdict === 'notWorse' || verdict === 'better') taken++;
  }
  expect(taken / tries).toBeGreaterThan(0.03);
  expect(taken / tries).toBeLessThan(0.07);
});
