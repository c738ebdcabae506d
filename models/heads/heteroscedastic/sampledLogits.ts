import { tf } from '../../../src-main/engine/tensorflow.ts';
import type { LogitNoise } from '../../Architecture.ts';

/** Keeps the logarithm finite where every draw has given a class up. */
const smallestProbability = 1e-30;
/** A deviation of e^5 logits is noise alone; more, of an input unlike any seen before, would leave the numbers. */
const largestLogVariance = 10;

/**
 * Logits that a softmax turns into the mean softmax over draws of noisy logits: ln 1/T sum_t softmax(z + sigma e_t). Cross entropy
 * of them is the loss of heteroscedastic classification, -ln 1/T sum_t softmax(z + sigma e_t)_y; every other loss, and
 * calibration, take them for what they are, logits.
 * @param logits [B,H,W,C], z
 * @param logVariance [B,H,W,C], ln sigma^2; above 10 it counts as 10
 * @param noise standard normal numbers e_t, one or more draws
 * @returns [B,H,W,C], up to 0: logarithms of the mean probabilities
 * Source: Kendall & Gal 2017, arXiv:1703.04977, equation 12.
 */
export function sampledLogits(logits: tf.Tensor4D, logVariance: tf.Tensor4D, noise: LogitNoise): tf.Tensor4D {
  const deviation = logVariance.minimum(largestLogVariance).mul(0.5).exp();
  const draws = noise(logits.shape);
  // One draw after another: all together would be as many maps in memory.
  const sum = draws.reduce<tf.Tensor4D | null>((before, draw) => {
    const next = tf.tidy(() => {
      const probabilities = tf.softmax(logits.add<tf.Tensor4D>(deviation.mul(draw)));
      return before === null ? probabilities : before.add<tf.Tensor4D>(probabilities);
    });
    before?.dispose();
    return next;
  }, null)!;
  return sum.mul<tf.Tensor4D>(1 / draws.length).maximum<tf.Tensor4D>(smallestProbability).log();
}
