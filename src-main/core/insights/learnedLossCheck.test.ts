import { expect, test } from 'vitest';
import { RandomSource } from '../random/RandomSource.ts';
import { fewestChecked, learnedLossCheck } from './learnedLossCheck.ts';
import { settledRegion } from './testing/simulateProject.ts';

/** Regions whose found error follows the foreseen loss more or less. @param noise 0: exactly; much over 1: hardly */
function regions(count: number, noise: number, from = 0) {
  const random = new RandomSource({ seed: 2, stream: 5, counter: from });
  return Array.from({ length: count }, (_none, at) => {
    const foreseen = random.uniform();
    const found = Math.min(1, Math.max(0, 0.5 + (foreseen - 0.5) * (noise < 0 ? -1 : 1) * 0.5 + Math.abs(noise) * random.normal()));
    return settledRegion(from + at, { learnedLoss: foreseen, wrongPixels: Math.round(400 * found) });
  });
}

test('with few regions it is trusted, and says how many are missing', () => {
  expect(learnedLossCheck([], 0.3)).toEqual({ regions: 0, missing: fewestChecked, correlation: null, isTrusted: true });
  expect(learnedLossCheck(regions(9, -0.01), 0.3)).toMatchObject({ missing: 1, correlation: null, isTrusted: true });
});

test('worked by hand: the same order is one, its reverse minus one', () => {
  const ordered = (sign: number) => Array.from({ length: 12 }, (_none, at) => settledRegion(at, { learnedLoss: sign * at, wrongPixels: at }));
  expect(learnedLossCheck(ordered(1), 0.3)).toMatchObject({ correlation: { estimate: 1 }, isTrusted: true });
  expect(learnedLossCheck(ordered(-1), 0.3)).toMatchObject({ correlation: { estimate: -1 }, isTrusted: false });
});

test('the interval is that of the formula', () => {
  const { correlation, regions: count } = learnedLossCheck(regions(103, 0.2), 0.3);
  const { estimate, lower, upper } = correlation!;
  const half = 1.959964 * Math.sqrt((1 + estimate ** 2 / 2) / (count - 3));
  expect(Math.atanh(upper) - Math.atanh(estimate)).toBeCloseTo(half, 9);
  expect(Math.atanh(estimate) - Math.atanh(lower)).toBeCloseTo(half, 9);
});

test('one that foretells nothing is found out, one that does is kept, and trust comes back', () => {
  const useless = regions(150, 50);
  expect(learnedLossCheck(useless, 0.3).isTrusted).toBe(false);
  expect(learnedLossCheck(regions(60, 0.05), 0.3).isTrusted).toBe(true);
  expect(learnedLossCheck([...useless, ...regions(300, 0.02, 150)], 0.3)).toMatchObject({ regions: 450, isTrusted: true });
});

test('it does not go to and fro where the correlation is about the limit', () => {
  const near = regions(400, 0.3);
  const limit = learnedLossCheck(near, 0.3).correlation!.estimate;
  const words = Array.from({ length: 80 }, (_none, at) => learnedLossCheck(near.slice(0, 5 * (at + 1)), limit).isTrusted);
  const changes = words.filter((word, at) => at > 0 && word !== words[at - 1]).length;
  expect(changes).toBeLessThanOrEqual(2);
});

test('where nothing is wrong there is no order to foretell', () => {
  const clean = Array.from({ length: 30 }, (_none, at) => settledRegion(at, { learnedLoss: at }));
  expect(learnedLossCheck(clean, 0.3)).toMatchObject({ correlation: null, isTrusted: true });
});

test('what is said of labels does not count, and the order of settling alone decides', () => {
  const of = regions(40, 50);
  const labels = Array.from({ length: 40 }, (_none, at) => settledRegion(100 + at, { arm: 'contradiction', learnedLoss: at, wrongPixels: at }));
  expect(learnedLossCheck([...labels, ...of.toReversed()], 0.3)).toEqual(learnedLossCheck(of, 0.3));
});
