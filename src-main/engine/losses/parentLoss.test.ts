import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { parentLoss } from './parentLoss.ts';

beforeAll(async () => {
  await chooseBackend();
});

const logits = tf.tensor4d.bind(tf);
const valueOf = (scalar: tf.Scalar): number => scalar.dataSync<'float32'>()[0]!;

describe('parentLoss', () => {
  test('is the mean cross entropy over unlabelled pixels, worked by hand', () => {
    // Two pixels: the first labelled, the second with parent (1/4, 3/4) against the new (1/2, 1/2).
    const loss = parentLoss(logits([9, -9, 0, 0], [1, 1, 2, 2]), tf.tensor4d([0, 1, 0.25, 0.75], [1, 1, 2, 2]), tf.tensor3d([1, 0], [1, 1, 2]));
    expect(valueOf(loss)).toBeCloseTo(Math.log(2), 6);
  });

  test('is least where the new network says what the parent says', () => {
    const parent = tf.tensor4d([0.2, 0.8], [1, 1, 1, 2]);
    const mask = tf.tensor3d([0], [1, 1, 1]);
    const gradient = tf.grad((x) => parentLoss(x as tf.Tensor4D, parent, mask));
    const [atParent, elsewhere] = [[Math.log(0.2), Math.log(0.8)], [0, 0]].map((values) =>
      Array.from(gradient(tf.tensor4d(values, [1, 1, 1, 2])).dataSync<'float32'>()),
    );
    expect(Math.abs(atParent![0]!)).toBeLessThan(1e-6);
    // softmax(0, 0) - parent
    expect(elsewhere![0]!).toBeCloseTo(0.3, 5);
  });

  test('costs nothing where every pixel is labelled', () => {
    expect(valueOf(parentLoss(logits([3, 1], [1, 1, 1, 2]), tf.tensor4d([0, 1], [1, 1, 1, 2]), tf.tensor3d([1], [1, 1, 1])))).toBe(0);
  });
});
