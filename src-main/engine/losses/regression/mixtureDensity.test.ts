import { beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../../../core/random/RandomSource.ts';
import { chooseBackend } from '../../backends/chooseBackend.ts';
import { tf } from '../../tensorflow.ts';
import { checkGradient } from '../../testing/checkGradient.ts';
import { heteroscedasticLoss } from './gaussianLoss.ts';
import { mixtureDensityLoss, mixtureMoments } from './mixtureDensity.ts';
import type { MixtureDensity } from './mixtureDensity.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

const [count, components] = [7, 3];

function normals(stream: number): Float32Array {
  const random = new RandomSource({ seed: 12, stream, counter: 0 });
  return Float32Array.from({ length: count * components }, () => random.normal());
}

const table = (values: Float32Array): tf.Tensor2D => tf.tensor2d(values, [values.length / components, components]);
const drawn = (): MixtureDensity => ({ logits: table(normals(0)), means: table(normals(1)), logDeviations: table(normals(2).map((value) => value / 2)) });

describe('mixtureDensityLoss', () => {
  test('of one component is the loss of a normal density', () => {
    tf.tidy(() => {
      const [mean, logDeviation, target] = [[0.5, -1], [0.2, -0.4], [1, 2]];
      const mixture = { logits: tf.zeros<tf.Rank.R2>([2, 1]), means: tf.tensor2d(mean, [2, 1]), logDeviations: tf.tensor2d(logDeviation, [2, 1]) };
      const wanted = heteroscedasticLoss(tf.tensor1d(mean), tf.tensor1d(logDeviation).mul(2), tf.tensor1d(target));
      expect(mixtureDensityLoss(mixture, tf.tensor1d(target)).dataSync()[0]).toBeCloseTo(wanted.dataSync()[0]!, 5);
    });
  });

  test('by hand: two components of even shares', () => {
    tf.tidy(() => {
      const mixture = { logits: tf.zeros<tf.Rank.R2>([1, 2]), means: tf.tensor2d([[0, 1]]), logDeviations: tf.zeros<tf.Rank.R2>([1, 2]) };
      const density = (Math.exp(-0.5 * 0.3 ** 2) + Math.exp(-0.5 * 0.7 ** 2)) / 2 / Math.sqrt(2 * Math.PI);
      expect(mixtureDensityLoss(mixture, tf.tensor1d([0.3])).dataSync()[0]).toBeCloseTo(-Math.log(density), 5);
    });
  });

  test('has the slope of finite differences by shares, means and deviations', () => {
    const mixture = drawn();
    const target = tf.tensor1d(normals(3).subarray(0, count));
    for (const part of ['logits', 'means', 'logDeviations'] as const) {
      checkGradient((x) => mixtureDensityLoss({ ...mixture, [part]: x }, target), mixture[part].dataSync<'float32'>().slice(), table);
    }
    tf.dispose([target, mixture.logits, mixture.means, mixture.logDeviations]);
  });

  test('stays a number, with a slope, a thousand deviations away', () => {
    tf.tidy(() => {
      const mixture = { logits: tf.tensor2d([[0, 50]]), means: tf.tensor2d([[0, 1]]), logDeviations: tf.tensor2d([[-3, -3]]) };
      const loss = (means: tf.Tensor): tf.Scalar => mixtureDensityLoss({ ...mixture, means: means as tf.Tensor2D }, tf.tensor1d([60]));
      expect(Number.isFinite(loss(mixture.means).dataSync()[0])).toBe(true);
      const slope = tf.grad(loss)(mixture.means).dataSync();
      expect(slope.every(Number.isFinite) && slope.some((value) => value < 0)).toBe(true);
    });
  });

  test('refuses shapes that differ', () => {
    const mixture = drawn();
    expect(() => mixtureDensityLoss(mixture, tf.tensor1d([1]))).toThrow('target');
    tf.dispose(Object.values(mixture));
  });
});

test('moments of a mixture are those of its density, integrated', () => {
  tf.tidy(() => {
    const one: MixtureDensity = { logits: tf.tensor2d([[0.4, -0.3, 1]]), means: tf.tensor2d([[-1, 0.5, 2]]), logDeviations: tf.tensor2d([[-0.5, 0.2, -1]]) };
    const { mean, variance } = mixtureMoments(one);
    const [step, places] = [0.01, 3000];
    const points = Float32Array.from({ length: places }, (_none, at) => (at - places / 2) * step);
    const spread = (tensor: tf.Tensor2D): tf.Tensor2D => tf.tile(tensor, [places, 1]);
    const shares = tf.softmax(spread(one.logits));
    const standard = tf.tensor2d(points, [places, 1]).sub(spread(one.means)).div(spread(one.logDeviations).exp());
    const density = shares.mul(standard.square().mul(-0.5).exp()).div(spread(one.logDeviations).exp()).sum(1).div(Math.sqrt(2 * Math.PI)).dataSync();
    const integral = (of: (y: number) => number): number => points.reduce((sum, y, at) => sum + of(y) * density[at]! * step, 0);
    expect(integral(() => 1)).toBeCloseTo(1, 4);
    const first = integral((y) => y);
    expect(mean.dataSync()[0]).toBeCloseTo(first, 3);
    expect(variance.dataSync()[0]).toBeCloseTo(integral((y) => (y - first) ** 2), 3);
  });
});
