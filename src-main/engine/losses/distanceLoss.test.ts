import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { distanceLoss } from './distanceLoss.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

const plane = (values: readonly number[]): tf.Tensor4D => tf.tensor4d([...values], [1, 1, values.length, 1]);
const maskOf = (values: readonly number[]): tf.Tensor3D => tf.tensor3d([...values], [1, 1, values.length]);
const lossOf = (distances: readonly number[], taught: readonly number[], mask: readonly number[]): number => tf.tidy(() => distanceLoss(plane(distances), plane(taught), maskOf(mask)).dataSync()[0]!);

describe('distanceLoss', () => {
  test('is quadratic up to a tenth and linear beyond, by hand', () => {
    // 0.05^2 / 0.2 = 0.0125 and 0.5 - 0.05 = 0.45; the last pixel does not count.
    expect(lossOf([0.05, 0, 9], [0, 0.5, 0], [1, 1, 0])).toBeCloseTo((0.0125 + 0.45) / 2, 6);
  });

  test('is 0 where all is right, and where nothing counts', () => {
    expect(lossOf([0.3, 1], [0.3, 1], [1, 1])).toBe(0);
    expect(lossOf([0.3, 1], [1, 0], [0, 0])).toBe(0);
  });

  test('has the slope of finite differences', () => {
    const [distances, taught, mask] = [[0.04, 0.3, 0.9, -0.2], [0, 0.5, 0.85, 0.4], [1, 1, 1, 0]];
    const slope = tf.tidy(() => [...tf.grad((x: tf.Tensor) => distanceLoss(x as tf.Tensor4D, plane(taught), maskOf(mask)))(plane(distances)).dataSync()]);
    distances.forEach((_value, at) => {
      const moved = (by: number): number => lossOf(distances.map((value, place) => (place === at ? value + by : value)), taught, mask);
      expect(slope[at]).toBeCloseTo((moved(1e-2) - moved(-1e-2)) / 2e-2, 3);
    });
  });
});
