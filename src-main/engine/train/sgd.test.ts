import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { decayAt, nextAverage } from './averaging.ts';
import type { OptimizerState } from './OptimizerState.ts';
import { sgdUpdate } from './sgd.ts';

beforeAll(async () => void (await chooseBackend()));

const startOf = (values: number[]): OptimizerState => ({ values: tf.tensor1d(values), first: tf.zeros([values.length]), second: tf.zeros([1]) });

describe('sgdUpdate', () => {
  test('follows Nesterov by the paper: the gradient at the place where the velocity leads', () => {
    // On f(x) = x^2 / 2 the paper's iterates y are known from its own form: v' = m v - r (y + m v), y' = y + v'.
    // The update's values are y + m v: the places at which the paper takes its gradients.
    const rate = 0.1;
    const momentum = 0.9;
    let velocity = 0;
    let place = 3;
    tf.tidy(() => {
      let state = startOf([3]);
      for (let step = 0; step < 6; step++) {
        state = sgdUpdate(state, state.values, { learningRate: rate, momentum, weightDecay: 0 });
        velocity = momentum * velocity - rate * (place + momentum * velocity);
        place += velocity;
        expect(state.values.dataSync<'float32'>()[0]).toBeCloseTo(place + momentum * velocity, 5);
      }
    });
  });

  test('without momentum it is gradient descent, with weight decay apart from the gradient', () => {
    tf.tidy(() => {
      const next = sgdUpdate(startOf([2, -1]), tf.tensor1d([1, 3]), { learningRate: 0.1, momentum: 0, weightDecay: 0.5 });
      expect([...next.values.dataSync<'float32'>()]).toEqual([expect.closeTo(2 * 0.95 - 0.1, 6), expect.closeTo(-0.95 - 0.3, 6)]);
    });
  });
});

describe('nextAverage', () => {
  test('is the exponential moving average, worked by hand', () => {
    tf.tidy(() => {
      expect([...nextAverage(tf.tensor1d([1, 8]), tf.tensor1d([2, 0]), 0.75).dataSync<'float32'>()]).toEqual([1.25, 6]);
    });
  });

  test('looks back little at first, then as far as it may', () => {
    expect(decayAt(1, 0.99)).toBeCloseTo(2 / 11, 12);
    expect(decayAt(5000, 0.99)).toBe(0.99);
    expect(decayAt(1, 0.1)).toBe(0.1);
  });
});
