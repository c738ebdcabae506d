import { beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../../../core/random/RandomSource.ts';
import { chooseBackend } from '../../backends/chooseBackend.ts';
import { tf } from '../../tensorflow.ts';
import { checkGradient } from '../../testing/checkGradient.ts';
import { halfLogTwoPi, heteroscedasticLoss, homoscedasticLoss } from './gaussianLoss.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

const lossOf = (mean: readonly number[], logVariance: readonly number[], target: readonly number[]): number =>
  tf.tidy(() => heteroscedasticLoss(tf.tensor1d([...mean]), tf.tensor1d([...logVariance]), tf.tensor1d([...target])).dataSync()[0]!);

function normals(count: number, stream: number): Float32Array {
  const random = new RandomSource({ seed: 8, stream, counter: 0 });
  return Float32Array.from({ length: count }, () => random.normal());
}

describe('heteroscedasticLoss', () => {
  test('is the negative logarithm of a normal density, by hand', () => {
    // An error of 2 at a variance of 4: 1/2 + ln(4) / 2.
    expect(lossOf([1], [Math.log(4)], [3])).toBeCloseTo(0.5 + Math.log(2) + halfLogTwoPi, 5);
    expect(lossOf([1, 0], [0, 0], [1, 1])).toBeCloseTo(0.25 + halfLogTwoPi, 6);
  });

  test('is least where the variance is the mean squared error: the factor 1/2 is there', () => {
    const errors = normals(200, 1).map((value) => 1.7 * value);
    const meanSquare = errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length;
    const at = (variance: number): number => lossOf([...errors], [...errors].map(() => Math.log(variance)), [...errors].map(() => 0));
    for (const factor of [0.5, 0.9, 1.1, 2]) expect(at(meanSquare)).toBeLessThan(at(factor * meanSquare));
  });

  test('has the slope of finite differences, by the mean and by the log variance', () => {
    const [first, second, target] = [normals(28, 2), normals(28, 3), tf.tensor1d(normals(28, 4))];
    const [mean, logVariance] = [tf.tensor1d(first), tf.tensor1d(second)];
    checkGradient((x) => heteroscedasticLoss(x, logVariance, target), first, (values) => tf.tensor1d(values));
    checkGradient((x) => heteroscedasticLoss(mean, x, target), second, (values) => tf.tensor1d(values));
    tf.dispose([mean, logVariance, target]);
  });

  test('refuses shapes that differ', () => {
    expect(() => lossOf([1, 2], [0], [1, 2])).toThrow('log variance');
    expect(() => lossOf([1, 2], [0, 0], [1])).toThrow('target');
  });
});

describe('homoscedasticLoss', () => {
  test('is the other with one variance for all, and so is its slope', () => {
    const target = tf.tensor2d(normals(12, 5), [3, 4]);
    const mean = tf.zerosLike(target);
    const one = homoscedasticLoss(mean, tf.scalar(0.3), target).dataSync()[0]!;
    expect(one).toBeCloseTo(heteroscedasticLoss(mean, tf.fill([3, 4], 0.3), target).dataSync()[0]!, 6);
    checkGradient((x) => homoscedasticLoss(mean, x.reshape([]), target), Float32Array.of(0.3), (values) => tf.tensor1d(values));
    expect(() => homoscedasticLoss(mean, tf.tensor1d([0, 0]) as unknown as tf.Scalar, target)).toThrow('log variance');
    tf.dispose([target, mean]);
  });
});
