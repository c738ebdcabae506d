import { expect, test } from 'vitest';
import { signFlipTest } from './signFlipTest.ts';

test('all differences of one sign: one pattern in 2^n, and all of them the other way', () => {
  const gains = [0.1, 0.2, 0.05, 0.3, 0.01];
  expect(signFlipTest(gains)).toBe(1 / 32);
  expect(signFlipTest(gains.map((gain) => -gain))).toBe(1);
});

test('worked by hand: of the sums of ±1 ±2 ±3, 4 and 6 reach what -1 + 2 + 3 gives', () => {
  expect(signFlipTest([-1, 2, 3])).toBe(2 / 8);
});

test('no differences, and differences of nothing, say nothing', () => {
  expect(signFlipTest([])).toBe(1);
  expect(signFlipTest([0, 0, 0])).toBe(1);
});

test('drawn patterns agree with all of them', () => {
  const differences = Array.from({ length: 12 }, (_none, index) => Math.sin(index * 1.7) + 0.3);
  // A thirteenth difference of nothing changes no probability, but is one too many for all patterns.
  expect(signFlipTest([...differences, 0], 7)).toBeCloseTo(signFlipTest(differences), 1);
  expect(signFlipTest([...differences, 0], 7)).toBe(signFlipTest([...differences, 0], 7));
});

test('the scale does not matter', () => {
  const differences = [0.3, -0.1, 0.2, 0.25, -0.3, 0.4];
  expect(signFlipTest(differences.map((value) => value * 1000))).toBe(signFlipTest(differences));
});
