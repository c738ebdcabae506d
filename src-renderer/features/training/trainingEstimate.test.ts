import { expect, test } from 'vitest';
import { estimateMs, readForm } from './trainingEstimate.ts';

test('a form is read where every number is one and within its range', () => {
  expect(readForm({ memberCount: ' 4', stepsPerMember: '80', seed: '0' })).toEqual({ memberCount: 4, stepsPerMember: 80, seed: 0 });
  for (const odd of ['', '0', '17', '2.5', '-1', 'four', '1e3']) expect(readForm({ memberCount: odd, stepsPerMember: '80', seed: '1' })).toBeNull();
});

test('time goes with networks and steps, and is unknown where no step is', () => {
  const defaults = { memberCount: 4, stepsPerMember: 80, batchSize: 4, cropSide: 128, learningRate: 1e-3, seed: 1 };
  const wish = { memberCount: 4, stepsPerMember: 80, seed: 1 };
  expect(estimateMs(wish, null, { defaults, stepMs: { value: 250, basis: 'run', multiplyAdds: null } })).toBe(80_000);
  expect(estimateMs({ ...wish, batchSize: 8, cropSide: 64 }, null, { defaults, stepMs: { value: 250, basis: 'run', multiplyAdds: null } })).toBe(40_000);
  expect(estimateMs({ ...wish, recipe: { denoiser: { steps: 40 } } }, null, { defaults, stepMs: { value: 250, basis: 'run', multiplyAdds: null } })).toBe(90_000);
  expect(estimateMs(wish, null, { defaults, stepMs: null })).toBeNull();
  // Half the side is a quarter of the work at the same network; here the network also does twice as much a pixel.
  const timed = { defaults, stepMs: { value: 250, basis: 'run', multiplyAdds: 1e9 } } as const;
  expect(estimateMs(wish, 3e9, timed)).toBe(240_000);
  expect(estimateMs({ ...wish, cropSide: 64 }, 5e8, timed)).toBe(40_000);
});
