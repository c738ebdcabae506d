import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../../src-main/engine/backends/chooseBackend.ts';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { initialValues, sizeOf } from '../../parameters.ts';
import { createNetwork } from '../../registry.ts';
import type { Network } from '../../registry.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

const image = { inputChannels: 1, classes: 2 };
const encoder = { name: 'resnet18', width: 0.0625 };

function parametersOf({ parameterSpecs }: Pick<Network, 'parameterSpecs'>): Map<string, tf.Tensor> {
  const random = new RandomSource({ seed: 3, stream: 0, counter: 0 });
  const values = new Map<string, tf.Tensor>();
  for (const role of ['trained', 'statistic'] as const) {
    const specs = parameterSpecs.filter((spec) => spec.role === role);
    const flat = initialValues(specs, role, random);
    let offset = 0;
    for (const { name, shape } of specs) {
      const size = sizeOf(shape);
      values.set(name, tf.tensor(flat.slice(offset, offset + size), [...shape]));
      offset += size;
    }
  }
  return values;
}

describe.each([
  ['unet', { width: 4, depth: 3 }],
  ['unetOnEncoder', { encoder, decoderChannels: 16 }],
  ['deeplabV3Plus', { encoder, outputStride: 16, channels: 8, fineChannels: 4, rates: [2, 3] }],
] as const)('a distance head on %s', (architecture, config) => {
  const plain = createNetwork(architecture, { ...image, ...config }, 'test');
  const network = createNetwork(architecture, { ...image, ...config, instances: true }, 'test');

  test("stands after the network's own tensors and in its config", () => {
    expect(network.config).toEqual({ ...plain.config, instances: true });
    expect(plain.config).not.toHaveProperty('instances');
    expect(network.parameterSpecs.slice(0, plain.parameterSpecs.length)).toEqual(plain.parameterSpecs);
    const added = network.parameterSpecs.slice(plain.parameterSpecs.length).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    // 1 x 1 from each level to 16, 3 x 3 from 16 to 16, 1 x 1 to one.
    const wanted = plain.featureLevels.reduce((sum, { channels }) => sum + channels * 16 + 16, 0) + 9 * 16 * 16 + 16 + 17;
    expect(added).toBe(wanted);
  });

  test('gives one distance a pixel and leaves the logits as they are', () => {
    const [height, width] = [2 * network.sizeMultiple, 3 * network.sizeMultiple];
    tf.tidy(() => {
      const parameters = parametersOf(network);
      const input = tf.randomNormal<tf.Rank.R4>([2, height, width, 1], 0, 1, 'float32', 7);
      const outcome = network.forward(parameters, input, { phase: 'prediction' });
      expect(outcome.distances!.shape).toEqual([2, height, width, 1]);
      const without = plain.forward(parameters, input, { phase: 'prediction' });
      expect(without.distances).toBeUndefined();
      expect([...outcome.logits.dataSync()]).toEqual([...without.logits.dataSync()]);
    });
  });
});

test('a pixel sees no farther than the network says', () => {
  const network = createNetwork('unet', { ...image, width: 2, depth: 2, instances: true }, 'test');
  const side = 128;
  tf.tidy(() => {
    const parameters = parametersOf(network);
    const middle = (input: tf.Tensor4D): tf.Tensor => network.forward(parameters, input, { phase: 'prediction' }).distances!.slice([0, 64, 64, 0], [1, 1, 1, 1]);
    const slope = tf.grad((x: tf.Tensor) => middle(x as tf.Tensor4D).sum())(tf.randomNormal([1, side, side, 1], 0, 1, 'float32', 5)).dataSync();
    slope.forEach((value, at) => {
      const away = Math.max(Math.abs((at % side) - 64), Math.abs(Math.floor(at / side) - 64));
      if (away > network.contextRadius) expect(value).toBe(0);
    });
    expect(slope.some((value) => value !== 0)).toBe(true);
  });
});

test('a dropping network hands its distances on from each pass', () => {
  const network = createNetwork('unet', { ...image, width: 2, depth: 2, dropout: 0.5, instances: true }, 'test');
  tf.tidy(() => {
    const parameters = parametersOf(network);
    const input = tf.randomNormal<tf.Rank.R4>([1, 16, 16, 1], 0, 1, 'float32', 5);
    const whole = network.forward(parameters, input, { phase: 'prediction' }).distances!;
    const context = { phase: 'prediction' } as const;
    const inTwo = network.split!.pass(parameters, network.split!.shared(parameters, input, context), context).distances!;
    expect([...inTwo.dataSync()]).toEqual([...whole.dataSync()]);
  });
});

test('what is no yes or no is refused by name', () => {
  expect(() => createNetwork('unet', { ...image, width: 2, depth: 2, instances: 'yes' }, 'a.json')).toThrow('instances');
  expect(createNetwork('unet', { ...image, width: 2, depth: 2, instances: false }, 'test').config).not.toHaveProperty('instances');
});
