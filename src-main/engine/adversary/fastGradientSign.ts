import { tf } from '../tensorflow.ts';

/** A loss as a function of a network's input alone. */
export type LossOfInput = (input: tf.Tensor4D) => tf.Scalar;

/**
 * The fast gradient sign method: x + epsilon sign(d loss / dx), the step of that largest change which makes a linear loss
 * grow most. Adversarial training (the lectures' equation 20) needs this sign.
 * @param input [B,H,W,channels], normalised as the network sees it
 * @param epsilon largest change of a value, in the input's unit: of normalised images their standard deviation; 0 and up; of all
 *   images, or [B,1,1,1] of each
 * @returns [B,H,W,channels], the caller's; values whose slope is 0 stay as they are
 * Source: Goodfellow, Shlens & Szegedy 2015, arXiv:1412.6572, section 4.
 */
export function fastGradientSign(loss: LossOfInput, input: tf.Tensor4D, epsilon: number | tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => input.add<tf.Tensor4D>(tf.grad(loss as (x: tf.Tensor) => tf.Tensor)(input).sign().mul(epsilon)));
}

/**
 * Moves an input so that the network grows surer of the class it predicts, x - epsilon sign(-d ln softmax_c(z / T) / dx), as equation 19
 * of the lectures does. It is no attack: inputs like those of the training grow surer by more than others, which tells the two apart.
 * @param logitsOf [B,H,W,channels] to [B,H,W,C]
 * @param temperature T, above 0
 * @returns [B,H,W,channels], the caller's
 * Source: Liang, Li & Srikant 2018, arXiv:1706.02690 (ODIN), equation 2.
 */
export function surerInput(logitsOf: (input: tf.Tensor4D) => tf.Tensor4D, input: tf.Tensor4D, { epsilon, temperature }: { readonly epsilon: number; readonly temperature: number }): tf.Tensor4D {
  return tf.tidy(() => {
    const logits = logitsOf(input);
    const predicted = tf.oneHot(logits.argMax(3), logits.shape[3]).cast<tf.Tensor4D>('float32');
    const doubt: LossOfInput = (x) => tf.logSoftmax(logitsOf(x).div<tf.Tensor4D>(temperature)).mul(predicted).sum<tf.Scalar>().neg();
    return fastGradientSign(doubt, input, -epsilon);
  });
}
