import { expect, test } from 'vitest';
import { describeNetworks } from '../../../models/offers/describeNetworks.ts';
import { createNetwork, parameterCount } from '../../../models/registry.ts';
import { slimConfig } from './slimConfig.ts';

const packing = { alpha: 2, members: 4 };

test('a U-Net of half the width, for twice the channels in four networks', () => {
  expect(slimConfig('unet', { width: 16, depth: 4 }, packing)).toEqual({ width: 8, depth: 4 });
  expect(slimConfig('unet', { width: 5, depth: 4 }, packing)).toEqual({ width: 3, depth: 4 });
});

test('an encoder of the next of its widths, a transformer of fewer heads of the same length', () => {
  const onResnet = { decoderChannels: 64, encoder: { name: 'resnet18', width: 0.25 } };
  expect(slimConfig('unetOnEncoder', onResnet, packing)).toEqual({ decoderChannels: 32, encoder: { name: 'resnet18', width: 0.125 } });
  const vit = { name: 'vit', width: 192, heads: 3, depth: 12 };
  expect(slimConfig('setrNaive', { channels: 64, encoder: vit }, packing)).toEqual({ channels: 32, encoder: { ...vit, heads: 2, width: 128 } });
});

test.each(describeNetworks().map(({ architecture, config }) => [architecture, config] as const))('%s as it usually is becomes a network that can be built, and a smaller one', (architecture, config) => {
  const ends = { inputChannels: 1, classes: 2 };
  const slim = slimConfig(architecture, { ...config, ...ends }, packing);
  expect(createNetwork(architecture, slim, 'test').architecture).toBe(architecture);
  expect(parameterCount(architecture, slim)).toBeLessThan(parameterCount(architecture, { ...config, ...ends }));
});

test('a package of as many channels as fit is the network itself, and no larger one', () => {
  expect(slimConfig('unet', { width: 16, depth: 4 }, { alpha: 8, members: 4 })).toEqual({ width: 16, depth: 4 });
});
