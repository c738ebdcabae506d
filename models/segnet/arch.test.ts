import { describe, expect, test } from 'vitest';
import { countParameters } from '../parameters.ts';
import { createNetwork } from '../registry.ts';
import { describeSystem } from '../testing/describeSystem.ts';

const encoder = { name: 'vgg16', width: 0.125, batchNorm: true };

describeSystem({ architecture: 'segnet', what: 'on VGG-16 with batch normalisation', config: { inputChannels: 1, classes: 3, encoder } });

describe('SegNet', () => {
  test('has the 29.4 million parameters of its table in the paper', () => {
    const config = { inputChannels: 3, classes: 11, encoder: { ...encoder, width: 1 } };
    expect(countParameters(createNetwork('segnet', config, 'test').parameterSpecs, 'trained') / 1e6).toBeCloseTo(29.44, 1);
  });

  test('refuses an encoder that does not pool', () => {
    const config = { inputChannels: 1, classes: 3, encoder: { name: 'resnet18', width: 1 } };
    expect(() => createNetwork('segnet', config, 'a.json')).toThrow(/a\.json: config of segnet: encoder\.name: got "resnet18", wanted one of "vgg16"/);
  });
});
