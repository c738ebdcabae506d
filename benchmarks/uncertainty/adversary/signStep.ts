import type { tf } from '../../../src-main/engine/tensorflow.ts';

/**
 * The fast gradient sign method: each pixel goes by epsilon where the loss grows. The lectures' equation 19 has the sign the
 * other way, which makes a network surer (ODIN); an adversary needs this one.
 * @param input [B,H,W,C], 0 … 1
 * @param gradient of the loss with respect to it
 * @param epsilon in units of the images, 0 … 1
 * @returns [B,H,W,C], 0 … 1
 * Source: Goodfellow et al. 2015, arXiv:1412.6572, section 4.
 */
export function signStep(input: tf.Tensor4D, gradient: tf.Tensor4D, epsilon: number): tf.Tensor4D {
  return input.add<tf.Tensor4D>(gradient.sign().mul(epsilon)).clipByValue(0, 1) as tf.Tensor4D;
}
