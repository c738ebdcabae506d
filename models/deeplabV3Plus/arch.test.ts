import { describe, expect, test } from 'vitest';
import { countParameters } from '../parameters.ts';
import { createNetwork } from '../registry.ts';
import { describeSystem } from '../testing/describeSystem.ts';

const image = { inputChannels: 1, classes: 3 };
const published = { inputChannels: 3, classes: 21 };
const trainedCount = (name: string, config: unknown): number => countParameters(createNetwork(name, config, 'test').parameterSpecs, 'trained');

describeSystem({
  architecture: 'deeplabV3Plus',
  what: 'on ResNet-18, output stride 16',
  config: { ...image, encoder: { name: 'resnet18', width: 0.125 }, outputStride: 16, channels: 16, fineChannels: 8, rates: [1, 2] },
});

describe('DeepLab v3+', () => {
  test('has as many parameters as segmentation_models_pytorch’s (benchmarks/zoo/referenceCounts.py)', () => {
    const of = (name: string): number =>
      trainedCount('deeplabV3Plus', { ...published, encoder: { name, width: 1 }, outputStride: 16, channels: 256, fineChannels: 48, rates: [6, 12, 18] });
    // The image's mean has 256 biases where theirs has 256 scales and 256 offsets.
    expect(of('resnet34')).toBe(22_442_597 - 256);
    expect(of('resnet101')).toBe(45_674_853 - 256);
  });
});
