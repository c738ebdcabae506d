import { expect, test } from 'vitest';
import { errorProbabilityOfEntropy, errorProbabilityTable } from './errorProbability.ts';

const binaryEntropy = (p: number): number => -p * Math.log(p) - (1 - p) * Math.log(1 - p);

test.each([0.01, 0.1, 0.25, 0.4])('of two classes it gives the probability back: %d', (p) => {
  expect(errorProbabilityOfEntropy(binaryEntropy(p), 2)).toBeCloseTo(p, 9);
});

test('of more classes it gives back the distribution with the errors spread evenly', () => {
  // 0.7, 0.1, 0.1, 0.1: entropy by hand.
  const entropy = -0.7 * Math.log(0.7) - 3 * 0.1 * Math.log(0.1);
  expect(errorProbabilityOfEntropy(entropy, 4)).toBeCloseTo(0.3, 9);
});

test('the ends: sure, and no idea at all', () => {
  expect(errorProbabilityOfEntropy(0, 2)).toBe(0);
  expect(errorProbabilityOfEntropy(-1, 2)).toBe(0);
  expect(errorProbabilityOfEntropy(Math.log(3), 3)).toBeCloseTo(2 / 3, 12);
  expect(errorProbabilityOfEntropy(9, 3)).toBeCloseTo(2 / 3, 12);
});

test('the table rises with the byte over the map\'s own range', () => {
  const table = errorProbabilityTable({ minimum: 0, maximum: Math.log(2) }, 2);
  expect(table[0]).toBe(0);
  expect(table[255]).toBeCloseTo(0.5, 6);
  expect(table.every((value, at) => at === 0 || value > table[at - 1]!)).toBe(true);
});
