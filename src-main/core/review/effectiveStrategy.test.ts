import { expect, test } from 'vitest';
import { effectiveStrategy } from './effectiveStrategy.ts';

const range = { minimum: 0, maximum: 1 };

test.each([
  ['entropy', {}, true, 'entropy', null],
  ['margin', {}, true, 'standard', 'mapMissing'],
  ['margin', { margin: range }, true, 'margin', null],
  ['variance', { margin: range }, true, 'standard', 'mapMissing'],
  ['learnedConfidence', { learnedConfidence: range }, false, 'learnedConfidence', null],
  ['learnedLoss', {}, true, 'learnedLoss', null],
  ['learnedLoss', {}, false, 'standard', 'learnedLossPoor'],
  ['standard', {}, false, 'standard', null],
] as const)('%s with %o, trust in the learned loss %s: %s', (chosen, ranges, trust, name, fallback) => {
  const effective = effectiveStrategy(chosen, ranges, trust);
  expect([effective.strategy.name, effective.fallback]).toEqual([name, fallback]);
});
