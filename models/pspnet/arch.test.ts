import { describe, expect, test } from 'vitest';
import { countParameters } from '../parameters.ts';
import { createNetwork } from '../registry.ts';
import { describeSystem } from '../testing/describeSystem.ts';

const image = { inputChannels: 1, classes: 3 };

describeSystem({
  architecture: 'pspnet',
  what: 'on ResNet-18, with its auxiliary head',
  config: { ...image, encoder: { name: 'resnet18', width: 0.125 }, outputStride: 8, channels: 16, auxiliaryWeight: 0.4 },
});

describe('PSPNet', () => {
  test('has as many parameters as the paper’s layers in PyTorch (benchmarks/zoo/referenceCounts.py)', () => {
    const config = { inputChannels: 3, classes: 21, encoder: { name: 'resnet50', width: 1 }, outputStride: 8, channels: 512, auxiliaryWeight: 0.4 };
    expect(countParameters(createNetwork('pspnet', config, 'test').parameterSpecs, 'trained')).toBe(48_957_290);
  });
});
