import { describe, expect, test } from 'vitest';
import { countParameters } from '../parameters.ts';
import { createNetwork } from '../registry.ts';
import { describeSystem } from '../testing/describeSystem.ts';

const image = { inputChannels: 1, classes: 3 };
const published = { inputChannels: 3, classes: 21 };
const trainedCount = (name: string, config: unknown): number => countParameters(createNetwork(name, config, 'test').parameterSpecs, 'trained');

describeSystem({
  architecture: 'deeplabV2',
  what: 'on VGG-16 with batch normalisation, output stride 8',
  config: { ...image, encoder: { name: 'vgg16', width: 0.0625, batchNorm: true }, outputStride: 8, rates: [1, 2, 3] },
});

describe('DeepLab v2', () => {
  test('adds four classifiers of 3 x 3 to the encoder', () => {
    const config = { ...published, encoder: { name: 'resnet101', width: 1 }, outputStride: 8, rates: [6, 12, 18, 24] };
    expect(trainedCount('deeplabV2', config)).toBe(42_500_160 + 4 * (9 * 2048 * 21 + 21));
  });
});
