import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { adamUpdate, clipToNorm } from './adam.ts';
import type { OptimizerState } from './OptimizerState.ts';

beforeAll(async () => void (await chooseBackend()));

describe('adamUpdate', () => {
  test('follows algorithm 1 of the paper, worked in double precision', () => {
    const gradients = [[0.5, -2], [0.1, 3], [-0.7, 0.2]];
    const wanted = { x: [1, -1], m: [0, 0], v: [0, 0] };
    tf.tidy(() => {
      let state: OptimizerState = { values: tf.tensor1d([1, -1]), first: tf.zeros([2]), second: tf.zeros([2]) };
      gradients.forEach((gradient, index) => {
        const step = index + 1;
        state = adamUpdate(state, tf.tensor1d(gradient), { step, learningRate: 0.1, weightDecay: 0 });
        gradient.forEach((g, at) => {
          wanted.m[at] = 0.9 * wanted.m[at]! + 0.1 * g;
          wanted.v[at] = 0.999 * wanted.v[at]! + 0.001 * g * g;
          const unbiased = wanted.m[at] / (1 - 0.9 ** step);
          wanted.x[at]! -= (0.1 * unbiased) / (Math.sqrt(wanted.v[at] / (1 - 0.999 ** step)) + 1e-8);
        });
        const values = state.values.dataSync();
        wanted.x.forEach((value, at) => expect(values[at]).toBeCloseTo(value, 5));
      });
    });
  });

  test('decays weights apart from the gradient', () => {
    tf.tidy(() => {
      const state: OptimizerState = { values: tf.tensor1d([2]), first: tf.zeros([1]), second: tf.zeros([1]) };
      const next = adamUpdate(state, tf.zeros([1]), { step: 1, learningRate: 0.1, weightDecay: 0.5 });
      expect(next.values.dataSync()[0]).toBeCloseTo(2 * (1 - 0.05), 6);
    });
  });
});

describe('clipToNorm', () => {
  test('shortens long gradients, keeps short ones, and survives a zero one', () => {
    tf.tidy(() => {
      expect([...clipToNorm(tf.tensor1d([3, 4]), 1).clipped.dataSync()]).toEqual([expect.closeTo(0.6, 5), expect.closeTo(0.8, 5)]);
      expect([...clipToNorm(tf.tensor1d([3, 4]), 10).clipped.dataSync()]).toEqual([3, 4]);
      expect([...clipToNorm(tf.zeros<tf.Rank.R1>([2]), 1).clipped.dataSync()]).toEqual([0, 0]);
    });
  });
});
