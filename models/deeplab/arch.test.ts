import { describe, expect, test } from 'vitest';
import { countParameters } from '../parameters.ts';
import { createNetwork } from '../registry.ts';
import { describeSystem } from '../testing/describeSystem.ts';

const image = { inputChannels: 1, classes: 3 };
const published = { inputChannels: 3, classes: 21 };
const trainedCount = (name: string, config: unknown): number => countParameters(createNetwork(name, config, 'test').parameterSpecs, 'trained');

describeSystem({
  architecture: 'deeplab',
  what: 'on ResNet-50, with an auxiliary head',
  config: { ...image, encoder: { name: 'resnet50', width: 0.0625 }, outputStride: 8, channels: 16, rates: [1, 2], auxiliaryWeight: 0.5 },
});

describe('DeepLab v3', () => {
  const config = { ...published, outputStride: 8, channels: 256, rates: [12, 24, 36] };
  // The image's mean has 256 biases where torchvision has 256 scales and 256 offsets.
  const fewer = 256;

  test('has as many parameters as torchvision’s (benchmarks/zoo/referenceCounts.py)', () => {
    expect(trainedCount('deeplab', { ...config, encoder: { name: 'resnet50', width: 1 }, auxiliaryWeight: 0.5 })).toBe(42_004_074 - fewer);
    expect(trainedCount('deeplab', { ...config, encoder: { name: 'resnet101', width: 1 }, auxiliaryWeight: 0 })).toBe(58_630_997 - fewer);
  });

  test('refuses what does not fit, naming the field, what it got and what is allowed', () => {
    const encoder = { name: 'resnet50', width: 1 };
    const refusal = (change: Readonly<Record<string, unknown>>): (() => unknown) => () => createNetwork('deeplab', { ...config, encoder, auxiliaryWeight: 0, ...change }, 'a.json');
    expect(refusal({ classes: 1 })).toThrow('a.json: config of deeplab: classes: got 1, wanted 2 or more');
    expect(refusal({ outputStride: 12 })).toThrow('outputStride: got 12, wanted one of 8, 16');
    expect(refusal({ encoder: { name: 'resnet19', width: 1 } })).toThrow('encoder.name: got "resnet19", wanted one of "vgg16", "resnet18"');
    expect(refusal({ encoder: { name: 'resnet50', width: 0.3 } })).toThrow('encoder.width: got 0.3, wanted one of 1, 0.5, 0.25');
    expect(refusal({ encoder: undefined })).toThrow('encoder: got nothing');
    expect(refusal({ rates: 'wide' })).toThrow('rates: got "wide", wanted a value of type array');
    expect(refusal({ depth: 3 })).toThrow('depth');
  });
});
