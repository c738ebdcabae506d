import { beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { segmentationLoss } from '../losses/segmentationLoss.ts';
import { tf } from '../tensorflow.ts';
import { checkGradient } from '../testing/checkGradient.ts';
import { fastGradientSign } from './fastGradientSign.ts';
import { denoiserNetwork } from './denoiserNetwork.ts';
import { guidedLoss, trainDenoiser } from './trainDenoiser.ts';

beforeAll(async () => void (await chooseBackend()));

const side = 16;
const epsilon = 0.3;
const images = (count: number, stream: number): { readonly clean: tf.Tensor4D; readonly target: tf.Tensor4D } => {
  const random = new RandomSource({ seed: 6, stream, counter: 0 });
  const labels = Int32Array.from({ length: count * side * side });
  for (let image = 0; image < count; image++) {
    const [x, y, r] = [random.uniform(3, 13), random.uniform(3, 13), random.uniform(3, 7)];
    for (let at = 0; at < side * side; at++) labels[image * side * side + at] = (at % side - x) ** 2 + (Math.floor(at / side) - y) ** 2 < r ** 2 ? 1 : 0;
  }
  const samples = Float32Array.from(labels, (label) => (label === 1 ? 1 : -1) + 0.1 * random.normal());
  const target = tf.tidy(() => tf.oneHot(tf.tensor3d(labels, [count, side, side], 'int32'), 2).cast<tf.Tensor4D>('float32'));
  return { clean: tf.tensor4d(samples, [count, side, side, 1]), target };
};

/**
 * A network of one filter, whose word is brightness and, eight times as loud, a chequered pattern that no clean image shows: what
 * an adversary finds at once.
 */
function features(input: tf.Tensor4D): tf.Tensor4D {
  const kernel = Float32Array.from({ length: 9 }, (_none, at) => 1 / 9 + (at % 2 === 0 ? 4 / 9 : -5 / 9) * 2);
  const response = tf.conv2d(input, tf.tensor4d(kernel, [3, 3, 1, 1]), 1, 'same');
  return tf.concat([response.neg(), response], 3);
}

function accuracy(input: tf.Tensor4D, target: tf.Tensor4D): number {
  return tf.tidy(() => features(input).argMax(3).equal(target.argMax(3)).cast('float32').mean().dataSync()[0]!);
}

function attacked(clean: tf.Tensor4D, target: tf.Tensor4D): tf.Tensor4D {
  return fastGradientSign((x) => segmentationLoss(features(x), target).total, clean, epsilon);
}

describe('denoiser', () => {
  test('untrained, it changes nothing', () => {
    const network = denoiserNetwork({ channels: 2, width: 4 });
    tf.tidy(() => {
      const input = tf.randomNormal<tf.Rank.R4>([1, 8, 12, 2], 0, 1, 'float32', 1);
      const random = new RandomSource({ seed: 1, stream: 0, counter: 0 });
      const parameters = new Map(
        network.specs.map(({ name, shape, initialiser }) => [name, initialiser === 'zeros' ? tf.zeros([...shape]) : tf.randomNormal([...shape], 0, 0.3, 'float32', random.integer(1000))]),
      );
      expect([...network.forward(parameters, input).dataSync()]).toEqual([...input.dataSync()]);
    });
  });

  test('is guided by a loss of features, whose slope is that of finite differences', () => {
    const { clean, target } = images(1, 9);
    const at = Float32Array.from(clean.dataSync<'float32'>(), (value, index) => value + 1.5 + 0.1 * Math.sin(index));
    checkGradient((x) => guidedLoss(features, x as tf.Tensor4D, clean), at, (values) => tf.tensor4d(values, [1, side, side, 1]));
    tf.tidy(() => expect(guidedLoss(features, clean, clean).dataSync()[0]).toBe(0));
    tf.dispose([clean, target]);
  });

  test('gives an attacked network its sight back, on images it has not seen', () => {
    const before = tf.memory().numTensors;
    const batch = (step: number) => {
      const { clean, target } = images(4, 100 + step);
      const perturbed = attacked(clean, target);
      target.dispose();
      return { perturbed, clean };
    };
    const denoiser = trainDenoiser({ channels: 1, width: 4, features, batch, steps: 120, learningRate: 5e-3, random: new RandomSource({ seed: 2, stream: 0, counter: 0 }) });
    const { clean, target } = images(8, 1);
    const perturbed = attacked(clean, target);
    const [denoised, kept] = [denoiser.denoise(perturbed), denoiser.denoise(clean)];
    const [unharmed, harmed] = [accuracy(clean, target), accuracy(perturbed, target)];
    expect(harmed).toBeLessThan(unharmed - 0.3);
    expect(accuracy(denoised, target)).toBeGreaterThan(harmed + 0.75 * (unharmed - harmed));
    expect(accuracy(kept, target)).toBeGreaterThan(unharmed - 0.05);
    denoiser.dispose();
    tf.dispose([clean, target, perturbed, denoised, kept]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
