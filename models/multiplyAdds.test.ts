import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../src-main/engine/backends/chooseBackend.ts';
import { tf } from '../src-main/engine/tensorflow.ts';
import { vitSizes } from './encoders/vit/arch.ts';
import { multiplyAdds } from './multiplyAdds.ts';
import { createNetwork } from './registry.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

const published = { inputChannels: 3, classes: 21 };

describe('multiplyAdds', () => {
  test('is a hand-worked sum for the smallest U-Net', () => {
    const network = createNetwork('unet', { inputChannels: 1, classes: 2, width: 1, depth: 1 }, 'test');
    // At 4 x 4: 1 to 1, 1 to 1; at 2 x 2: 1 to 2, 2 to 2; at 4 x 4: 3 to 1, 1 to 1; the classifier 1 x 1.
    const byHand = 9 * (16 * 1 + 16 * 1 + 4 * 2 + 4 * 4 + 16 * 3 + 16 * 1) + 16 * 2;
    expect(multiplyAdds({ network, height: 4, width: 4 })).toBe(byHand);
  });

  test('gives the published 15.3 thousand million of the convolutions of VGG-16 at 224 x 224', () => {
    const config = { ...published, encoder: { name: 'vgg16', width: 1, batchNorm: false }, stride: 32, hiddenChannels: 0 };
    const network = createNetwork('fcn', config, 'test');
    const head = 49 * (512 * 21 + 64 * 64 * 21 * 21);
    expect(multiplyAdds({ network, height: 224, width: 224 }) - head).toBe(15_346_630_656);
  });

  test('gives the published 4.1 thousand million of ResNet-50 at 224 x 224', () => {
    const config = { ...published, encoder: { name: 'resnet50', width: 1 }, stride: 32, hiddenChannels: 0 };
    const network = createNetwork('fcn', config, 'test');
    const head = 49 * (2048 * 21 + 64 * 64 * 21 * 21);
    expect((multiplyAdds({ network, height: 224, width: 224 }) - head) / 1e9).toBeCloseTo(4.09, 2);
  });

  test('gives the published 17.6 thousand million of ViT-Base at 224 x 224', () => {
    const config = { ...published, encoder: vitSizes.base, channels: 256, auxiliaryWeight: 0 };
    const network = createNetwork('setrNaive', config, 'test');
    const head = 196 * 256 * (768 + 21);
    expect((multiplyAdds({ network, height: 224, width: 224 }) - head) / 1e9).toBeCloseTo(17.56, 1);
  });

  test.each([
    ['segnet', { encoder: { name: 'vgg16', width: 1, batchNorm: true } }],
    ['pspnet', { encoder: { name: 'resnet50', width: 1 }, outputStride: 8, channels: 512, auxiliaryWeight: 0.4 }],
    ['deeplabV3Plus', { encoder: { name: 'resnet101', width: 1 }, outputStride: 16, channels: 256, fineChannels: 48, rates: [6, 12, 18] }],
  ])('knows every kernel of %s, takes four times as many at twice the size, and leaves nothing behind', (name, config) => {
    const network = createNetwork(name, { ...published, ...config }, 'test');
    const [backend, tensors] = [tf.getBackend(), tf.memory().numTensors];
    const [small, large] = [96, 192].map((side) => multiplyAdds({ network, height: side, width: side })) as [number, number];
    expect(large / small).toBeCloseTo(4, 1);
    expect([tf.getBackend(), tf.memory().numTensors]).toEqual([backend, tensors]);
  });
});
