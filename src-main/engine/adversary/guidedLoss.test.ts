import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { checkGradient } from '../testing/checkGradient.ts';
import { guidedLoss } from './guidedLoss.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

const side = 4;
const clean = (): tf.Tensor4D => tf.randomNormal<tf.Rank.R4>([2, side, side, 1], 0, 1, 'float32', 3);
/** [B,H,W,1] to [B,H,W,3]. */
const logitsOf = (input: tf.Tensor4D): tf.Tensor4D => tf.conv2d(input, tf.tensor4d([0.7, -1.2, 0.4], [1, 1, 1, 3]), 1, 'same');

describe('guidedLoss', () => {
  test('by hand: the divergence of what is said of the denoised image from what is said of the clean one', () => {
    tf.tidy(() => {
      const asLogits = (input: tf.Tensor4D): tf.Tensor2D => input.reshape([1, 2]);
      const [denoised, wanted] = [Math.log(4), Math.log(1)];
      // p(clean) = 1/2, 1/2; p(denoised) = 4/5, 1/5.
      const loss = guidedLoss(asLogits, tf.tensor4d([denoised, 0], [1, 1, 2, 1]), tf.tensor4d([wanted, 0], [1, 1, 2, 1]));
      expect(loss.dataSync()[0]).toBeCloseTo(0.5 * Math.log(0.5 / 0.8) + 0.5 * Math.log(0.5 / 0.2), 6);
    });
  });

  test('its slope is that of finite differences', () => {
    const at = Float32Array.from({ length: 2 * side * side }, (_none, index) => Math.sin(index));
    tf.tidy(() => {
      const wanted = clean();
      checkGradient((x) => guidedLoss(logitsOf, x as tf.Tensor4D, wanted), at, (values) => tf.tensor4d(values, [2, side, side, 1]));
    });
  });

  test('where the network is right it is 0 and flat: what is right already does not hold the rest back', () => {
    tf.tidy(() => {
      const wanted = clean();
      const slope = (by: number): number =>
        tf.grad((x) => guidedLoss(logitsOf, x as tf.Tensor4D, wanted))(wanted.add(by)).abs().max().dataSync()[0]!;
      expect(guidedLoss(logitsOf, wanted, wanted).dataSync()[0]).toBeCloseTo(0, 7);
      expect(slope(0.01)).toBeLessThan(slope(0.1) / 5);
      expect(slope(0.1)).toBeLessThan(slope(1) / 2);
    });
  });

  test('is never below 0, and no tensor is left', () => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      for (let seed = 1; seed < 20; seed++) {
        const other = tf.randomNormal<tf.Rank.R4>([2, side, side, 1], 0, 2, 'float32', seed);
        expect(guidedLoss(logitsOf, other, clean()).dataSync()[0]).toBeGreaterThanOrEqual(0);
      }
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});
