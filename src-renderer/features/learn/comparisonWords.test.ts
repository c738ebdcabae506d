import { expect, test } from 'vitest';
import type { ModelComparison } from '../../../src-main/core/comparison/ModelComparison.ts';
import { comparisonBasis, comparisonSentences, formatChange } from './comparisonWords.ts';

const comparison: ModelComparison = {
  championId: 'champion',
  labelSequence: 4,
  margin: 0.005,
  images: 8,
  heldBackImages: 6,
  pixels: 1000,
  classes: [],
  batches: [],
  lost: [],
  verdict: 'notWorse',
  why: null,
  mean: 0.001,
  lower: -0.002,
  upper: 0.004,
  gainByChance: 0.3,
  lossByChance: 0.7,
};

test('changes carry their sign, and what reads as nothing none', () => {
  expect([0.0123, -0.0123, 0.0001, -0.0001].map(formatChange)).toEqual(['+0.012', '−0.012', '±0.000', '±0.000']);
});

test('a verdict comes with its size, its bounds and what it rests on', () => {
  const [verdict, mean] = comparisonSentences(comparison);
  const [bounds, basis] = comparisonBasis(comparison);
  expect(verdict).toMatch(/^Not worse/);
  expect(mean).toBe('Dice +0.001 on average over 8 images.');
  expect(bounds).toContain('above −0.002');
  expect(basis).toContain('6 images held back and 2 kept for measuring');
});

test('where nothing can be told it says why', () => {
  expect(comparisonSentences({ ...comparison, verdict: 'cannotTell', why: 'fewImages', images: 2, heldBackImages: 2 })[1]).toContain('at least five');
  expect(comparisonSentences({ ...comparison, verdict: 'cannotTell', why: 'noImages', images: 0, heldBackImages: 0, lower: null, upper: null })).toHaveLength(2);
});
