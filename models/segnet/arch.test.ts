import { describe, expect, test } from 'vitest';
import { countParameters } from '../parameters.ts';
import { createNetwork } from '../registry.ts';
import { describeSystem } from '../testing/describeSystem.ts';

const encoder = { name: 'vgg16', width: 0.125, batchNorm: true };

describeSystem({ architecture: 'segnet', what: 'on VGG-16 with batch normalisation', config: { inputChannels: 1, classes: 3, encoder } });

describe('SegNet', () => {
  test('has the parameters of VGG-16’s convolutions and of their mirror image', () => {
    const config = { inputChannels: 3, classes: 11, encoder: { ...encoder, width: 1 } };
    const kernels = 14_714_688 - 4_224;
    const normalised = 2 * 4_224;
    // The decoder ends with 64 to 11 channels where the encoder begins with 3 to 64, and each stage goes on to the next one's channels.
    const decoder = kernels - 9 * 3 * 64 + 9 * 64 * 11 + 11 + 2 * (3 * 512 + (2 * 512 + 256) + (2 * 256 + 128) + (128 + 64) + 64);
    expect(countParameters(createNetwork('segnet', config, 'test').parameterSpecs, 'trained')).toBe(kernels + normalised + decoder);
  });

  test('refuses an encoder that does not pool', () => {
    const config = { inputChannels: 1, classes: 3, encoder: { name: 'resnet18', width: 1 } };
    expect(() => createNetwork('segnet', config, 'a.json')).toThrow(/a\.json: config of segnet: encoder\.name: got "resnet18", wanted one of "vgg16"/);
  });
});
