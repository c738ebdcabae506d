import { fastGradientSign, type LossOfInput } from '../../../src-main/engine/adversary/fastGradientSign.ts';
import type { tf } from '../../../src-main/engine/tensorflow.ts';

/**
 * What the fast gradient sign method makes of digits, kept to what a picture can be.
 * @param input [B,28,28,1], 0 … 1
 * @param epsilon in the same unit, 0 and up, of all images or [B,1,1,1] of each; 0: the input itself
 * @returns [B,28,28,1], 0 … 1
 */
export function attacked(loss: LossOfInput, input: tf.Tensor4D, epsilon: number | tf.Tensor4D): tf.Tensor4D {
  return epsilon === 0 ? input : fastGradientSign(loss, input, epsilon).clipByValue(0, 1) as tf.Tensor4D;
}
