import { describe, expect, test } from 'vitest';
import { countParameters } from '../parameters.ts';
import { createNetwork } from '../registry.ts';
import { describeSystem } from '../testing/describeSystem.ts';

const image = { inputChannels: 1, classes: 3 };
const published = { inputChannels: 3, classes: 21 };
const trainedCount = (name: string, config: unknown): number => countParameters(createNetwork(name, config, 'test').parameterSpecs, 'trained');

const vgg = (width: number) => ({ name: 'vgg16', width, batchNorm: false });
const resnet = { name: 'resnet18', width: 0.0625 };

describeSystem({
  architecture: 'fcn',
  what: 'FCN-8s on VGG-16 as published, without batch normalisation',
  config: { ...image, encoder: vgg(0.0625), stride: 8, hiddenChannels: 32 },
  learningRate: 0.003,
});
describeSystem({ architecture: 'fcn', what: 'FCN-16s on ResNet-18', config: { ...image, encoder: resnet, stride: 16, hiddenChannels: 0 } });
describeSystem({ architecture: 'fcn', what: 'FCN-32s on ResNet-18', config: { ...image, encoder: resnet, stride: 32, hiddenChannels: 0 } });

describe('FCN', () => {
  test('has the 134 million parameters of its table in the paper before the enlargement, and each skip adds little', () => {
    const of = (stride: number): number => trainedCount('fcn', { ...published, encoder: vgg(1), stride, hiddenChannels: 4096 });
    const enlargement = (side: number): number => side * side * 21 * 21;
    expect(of(32) - enlargement(64)).toBe(134_346_581);
    expect(of(16) - enlargement(32) - enlargement(4)).toBe(134_346_581 + 512 * 21 + 21);
    expect(of(8) - enlargement(16) - 2 * enlargement(4)).toBe(134_346_581 + (512 + 256) * 21 + 2 * 21);
  });
});
