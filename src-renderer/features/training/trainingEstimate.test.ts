import { expect, test } from 'vitest';
import { estimateMs, readForm } from './trainingEstimate.ts';

test('a form is read where every number is one and within its range', () => {
  expect(readForm({ memberCount: ' 4', stepsPerMember: '80', seed: '0' })).toEqual({ memberCount: 4, stepsPerMember: 80, seed: 0 });
  for (const odd of ['', '0', '17', '2.5', '-1', 'four', '1e3']) expect(readForm({ memberCount: odd, stepsPerMember: '80', seed: '1' })).toBeNull();
});

test('time goes with networks and steps, and is unknown where no step is', () => {
  const defaults = { memberCount: 4, stepsPerMember: 80, batchSize: 4, cropSide: 128, learningRate: 1e-3, seed: 1 };
  const wish = { memberCount: 4, stepsPerMember: 80, seed: 1 };
  expect(estimateMs(wish, { defaults, stepMs: { value: 250, basis: 'run' } })).toBe(80_000);
  expect(estimateMs({ ...wish, batchSize: 8, cropSide: 64 }, { defaults, stepMs: { value: 250, basis: 'run' } })).toBe(40_000);
  expect(estimateMs(wish, { defaults, stepMs: null })).toBeNull();
});
