import { describe, expect, test } from 'vitest';
import { countParameters } from '../parameters.ts';
import { createNetwork } from '../registry.ts';
import { describeSystem } from '../testing/describeSystem.ts';

const image = { inputChannels: 1, classes: 3 };
const published = { inputChannels: 3, classes: 21 };
const trainedCount = (name: string, config: unknown): number => countParameters(createNetwork(name, config, 'test').parameterSpecs, 'trained');

describeSystem({
  architecture: 'unetOnEncoder',
  what: 'on ResNet-18',
  config: { ...image, encoder: { name: 'resnet18', width: 0.125 }, decoderChannels: 128 },
});

describeSystem({
  architecture: 'unetOnEncoder',
  what: 'with deep supervision',
  config: { ...image, encoder: { name: 'resnet18', width: 0.125 }, decoderChannels: 64, deepSupervision: true },
});

describe('U-Net on an encoder', () => {
  test('has as many parameters as segmentation_models_pytorch’s (benchmarks/zoo/referenceCounts.py)', () => {
    const of = (name: string): number => trainedCount('unetOnEncoder', { ...published, encoder: { name, width: 1 }, decoderChannels: 256 });
    expect(of('resnet34')).toBe(24_439_269);
    expect(of('resnet50')).toBe(32_524_005);
  });

  test('joins VGG-16 at full resolution as well', () => {
    const network = createNetwork('unetOnEncoder', { ...image, encoder: { name: 'vgg16', width: 0.0625, batchNorm: true }, decoderChannels: 32 }, 'test');
    const kernel = network.parameterSpecs.find(({ name }) => name === 'decoder1.conv1.0.kernel');
    expect(kernel?.shape).toEqual([3, 3, 4 + 4, 2]);
  });
});
