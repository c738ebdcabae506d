import { tf } from '../../tensorflow.ts';
import { halfLogTwoPi } from './gaussianLoss.ts';

/** What a mixture density network says of each value: K normal densities in one dimension. */
export interface MixtureDensity {
  /** [N,K]; a softmax makes the shares of them. */
  readonly logits: tf.Tensor2D;
  /** [N,K] */
  readonly means: tf.Tensor2D;
  /** [N,K], ln sigma, any number. */
  readonly logDeviations: tf.Tensor2D;
}

/**
 * Negative log likelihood of a mixture density network: the mean of -ln sum_k pi_k N(y; mu_k, sigma_k^2). The logarithm is taken of no
 * density: the largest term is put before the sum, so that a value far from every component has a loss and a slope.
 * @param target [N]
 * @returns nats a value
 * Source: Bishop 1994, "Mixture density networks", Aston University NCRG/94/004, equations 22 to 29.
 */
export function mixtureDensityLoss({ logits, means, logDeviations }: MixtureDensity, target: tf.Tensor1D): tf.Scalar {
  tf.util.assertShapesMatch(logits.shape, means.shape, 'mixture density: logits and means: ');
  tf.util.assertShapesMatch(logits.shape, logDeviations.shape, 'mixture density: logits and log deviations: ');
  tf.util.assertShapesMatch([logits.shape[0]], target.shape, 'mixture density: logits and target: ');
  return tf.tidy(() => {
    // [N,K]
    const standardised = target.expandDims(1).sub(means).mul(logDeviations.neg().exp());
    const logDensities = standardised.square().mul(-0.5).sub(logDeviations).sub(halfLogTwoPi);
    return tf.logSumExp(tf.logSoftmax(logits).add(logDensities), 1).mean<tf.Scalar>().neg();
  });
}

/**
 * Mean and variance of each value's mixture: sum_k pi_k mu_k, and sum_k pi_k (sigma_k^2 + (mu_k - mean)^2).
 * @returns [N] each
 * Source: Bishop 1994, equations 47 and 50.
 */
export function mixtureMoments({ logits, means, logDeviations }: MixtureDensity): { readonly mean: tf.Tensor1D; readonly variance: tf.Tensor1D } {
  return tf.tidy(() => {
    const shares = tf.softmax(logits);
    const mean = shares.mul(means).sum<tf.Tensor1D>(1);
    const spread = means.sub(mean.expandDims(1)).square();
    return { mean, variance: shares.mul(logDeviations.mul(2).exp().add(spread)).sum<tf.Tensor1D>(1) };
  });
}
