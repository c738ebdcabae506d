import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../src-main/engine/backends/chooseBackend.ts';
import { tf } from '../src-main/engine/tensorflow.ts';
import { encoderNames } from './encoders/registry.ts';
import { multiplyAdds } from './multiplyAdds.ts';
import { createNetwork } from './registry.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

const image = { inputChannels: 1, classes: 2 };

/** A config of each system that takes any encoder. */
const decoders: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  unetOnEncoder: { decoderChannels: 64 },
  fcn: { stride: 8, hiddenChannels: 0 },
  pspnet: { outputStride: 8, channels: 32, auxiliaryWeight: 0.4 },
  deeplab: { outputStride: 16, channels: 32, rates: [2, 4], auxiliaryWeight: 0 },
  deeplabV2: { outputStride: 8, rates: [6, 12, 18, 24] },
  deeplabV3Plus: { outputStride: 16, channels: 32, fineChannels: 8, rates: [2, 4] },
};

describe.each(encoderNames())('on %s', (name) => {
  const encoder = { name, width: 0.25, ...(name === 'vgg16' && { batchNorm: true }) };

  test.each(Object.keys(decoders))('%s is built, and its layers fit each other', (system) => {
    const network = createNetwork(system, { ...image, encoder, ...decoders[system] }, 'test');
    const [height, width] = [3 * network.sizeMultiple, 5 * network.sizeMultiple];
    expect(multiplyAdds({ network, height, width })).toBeGreaterThan(network.parameterSpecs.length);
  });
});

describe('what does not fit', () => {
  const config = { ...image, encoder: { name: 'resnet18', width: 0.0625 }, decoderChannels: 16 };

  test('is refused with the field, the value and what is allowed', () => {
    const refusal = (change: Readonly<Record<string, unknown>>): (() => unknown) => () => createNetwork('unetOnEncoder', { ...config, ...change }, 'a.json');
    expect(refusal({ decoderChannels: 100 })).toThrow('a.json: config of unetOnEncoder: decoderChannels: got 100, wanted a multiple of 16');
    expect(refusal({ inputChannels: 0 })).toThrow('inputChannels: got 0, wanted 1 or more');
    expect(refusal({ encoder: { name: 'vgg16', width: 1 } })).toThrow('encoder.batchNorm: got nothing, wanted a value of type boolean');
    expect(refusal({ width: 1 })).toThrow('wanted no field width');
  });

  test('an image of another size or number of channels, and weights that are missing, are refused by name', () => {
    const network = createNetwork('unetOnEncoder', config, 'test');
    const forward = (shape: [number, number, number, number]): (() => unknown) => () =>
      tf.tidy(() => void network.forward(new Map(), tf.zeros(shape), { phase: 'prediction' }));
    expect(forward([1, 40, 32, 1])).toThrow('input of unetOnEncoder: wanted sides that are multiples of 32 and channels 1, got 40 x 32 x 1');
    expect(forward([1, 32, 32, 3])).toThrow('got 32 x 32 x 3');
    expect(forward([1, 32, 32, 1])).toThrow('network parameter encoder.conv1.kernel');
  });
});
