import type { Temperatures } from '../../core/calibration/Temperatures.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { tf } from '../tensorflow.ts';

/**
 * Probabilities of a member's logits at temperatures: softmax(logits / T), or softmax(ln softmax(logits) / T_c).
 * @param logits [B,H,W,C]
 * @returns [B,H,W,C], sums to 1 over C; the caller's
 * @throws SfumatoError `sizeMismatch` when there is another number of temperatures than of classes
 */
export function tempered(logits: tf.Tensor4D, temperatures: Temperatures): tf.Tensor4D {
  if (typeof temperatures === 'number') return tf.tidy(() => tf.softmax(temperatures === 1 ? logits : logits.div<tf.Tensor4D>(temperatures)));
  const classes = logits.shape[3];
  if (temperatures.length !== classes) throw new SfumatoError('sizeMismatch', `temperatures of classes: wanted ${classes}, got ${temperatures.length}`);
  return tf.tidy(() => tf.softmax(tf.logSoftmax(logits).div<tf.Tensor4D>(tf.tensor1d([...temperatures]))));
}
