import type { tf } from '../tensorflow.ts';

/** Sum of weights below which a mean counts as one of nothing. */
const leastWeight = 1e-12;

/** @param values, weights [B,H,W], weights 0 and up. @returns sum of weights x values over the sum of weights; 0 where that is 0 */
export function weightedMean(values: tf.Tensor3D, weights: tf.Tensor3D): tf.Scalar {
  return values.mul(weights).sum().div<tf.Scalar>(weights.sum().maximum(leastWeight));
}
