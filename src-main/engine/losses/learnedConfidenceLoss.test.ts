import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { checkGradient } from '../testing/checkGradient.ts';
import { learnedConfidenceLoss } from './learnedConfidenceLoss.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

const row = (values: readonly number[]): tf.Tensor3D => tf.tensor3d([...values], [1, 1, values.length]);
const lossOf = (confidence: readonly number[], probabilities: readonly number[], mask: readonly number[]): number =>
  tf.tidy(() => {
    const crossEntropy = row(probabilities.map((probability, at) => (mask[at] === 0 ? 0 : -Math.log(probability))));
    return learnedConfidenceLoss(row(confidence).expandDims<tf.Tensor4D>(3), crossEntropy, row(mask)).dataSync()[0]!;
  });

describe('learnedConfidenceLoss', () => {
  test('is the mean squared error against the probability of the true class, unlabelled pixels left out', () => {
    // (0.9 - 0.5)^2 = 0.16 and (0.2 - 0.1)^2 = 0.01; the last pixel has no label.
    expect(lossOf([0.9, 0.2, 0.3], [0.5, 0.1, 1], [1, 1, 0])).toBeCloseTo(0.085, 6);
  });

  test('is 0 where every probability is foreseen, and where nothing is labelled', () => {
    expect(lossOf([0.25, 0.75], [0.25, 0.75], [1, 1])).toBeCloseTo(0, 9);
    expect(lossOf([0.25, 0.75], [1, 1], [0, 0])).toBe(0);
  });

  test('has the slope of finite differences', () => {
    const shape: [number, number, number, number] = [1, 3, 5, 1];
    const crossEntropy = tf.randomUniform<tf.Rank.R3>([1, 3, 5], 0, 3, 'float32', 4);
    const mask = tf.tensor3d(Array.from({ length: 15 }, (_none, at) => (at % 4 === 3 ? 0 : 1)), [1, 3, 5]);
    const at = Float32Array.from({ length: 15 }, (_none, index) => (index + 0.5) / 15);
    checkGradient((x) => learnedConfidenceLoss(x as tf.Tensor4D, crossEntropy, mask), at, (values) => tf.tensor4d(values, shape));
    tf.dispose([crossEntropy, mask]);
  });
});
