import { expect, test } from 'vitest';
import { createNetwork, faultsOfConfig } from '../registry.ts';
import { headFlags } from './networkHeads.ts';

const config = { inputChannels: 1, classes: 2, width: 4, depth: 2 };
const all = Object.fromEntries(headFlags.map((flag) => [flag, true]));

test('heads together look as far as the one that looks farthest, and each keeps its tensors', () => {
  const plain = createNetwork('unet', config, 'test');
  const alone = headFlags.map((flag) => createNetwork('unet', { ...config, [flag]: true }, 'test'));
  const together = createNetwork('unet', { ...config, ...all }, 'test');
  expect(together.contextRadius).toBe(Math.max(...alone.map(({ contextRadius }) => contextRadius)));
  expect(together.contextRadius).toBeGreaterThan(plain.contextRadius);
  expect(together.config).toEqual({ ...config, ...all });
  const names = together.parameterSpecs.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { parameterSpecs } of alone) for (const { name } of parameterSpecs) expect(names).toContain(name);
});

test('every flag that is no yes or no is told, beside the faults of the network itself', () => {
  const wrong = { ...config, width: 0, ...Object.fromEntries(headFlags.map((flag) => [flag, 'yes'])) };
  expect(faultsOfConfig('unet', wrong, 'test').map(({ field }) => field)).toEqual(['width', ...headFlags]);
});
