import { expect } from 'vitest';
import { tf } from '../tensorflow.ts';

/** Compares the gradient of a loss with central differences in some places. */
export function checkGradient(loss: (x: tf.Tensor) => tf.Scalar, at: Float32Array, asTensor: (values: Float32Array) => tf.Tensor): void {
  const step = 1e-2;
  tf.tidy(() => {
    const gradient = tf.grad(loss as (x: tf.Tensor) => tf.Tensor)(asTensor(at)).dataSync();
    for (let place = 0; place < at.length; place += 7) {
      const moved = (by: number): number => {
        const values = Float32Array.from(at);
        values[place]! += by;
        return loss(asTensor(values)).dataSync()[0]!;
      };
      expect(gradient[place]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 3);
    }
  });
}
