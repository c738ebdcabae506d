import { tf } from '../../tensorflow.ts';

/** ln 2 pi / 2, the constant of a normal density in one dimension. */
export const halfLogTwoPi = Math.log(2 * Math.PI) / 2;

/**
 * Negative log likelihood of a regression that says of each value how noisy it is: the mean of
 * e^-s (y - mu)^2 / 2 + s / 2 + ln(2 pi) / 2, s = ln sigma^2.
 * The lectures' equation 4 lacks the factor 1/2 before ln sigma^2; without it the best variance would be half the mean
 * squared error.
 * @param mean, logVariance [N, …], one shape; the network says ln sigma^2, which may be any number
 * @param target [N, …], of the same shape
 * @returns nats a value
 * Source: Kendall & Gal 2017, arXiv:1703.04977, equation 8.
 */
export function heteroscedasticLoss(mean: tf.Tensor, logVariance: tf.Tensor, target: tf.Tensor): tf.Scalar {
  tf.util.assertShapesMatch(mean.shape, target.shape, 'heteroscedastic loss: mean and target: ');
  tf.util.assertShapesMatch(mean.shape, logVariance.shape, 'heteroscedastic loss: mean and log variance: ');
  return tf.tidy(() => gaussianTerms(mean, logVariance, target).mean<tf.Scalar>());
}

/**
 * The same where the noise belongs to the task and not to the input: one variance for all values.
 * @param logVariance a scalar that is trained beside the network
 * Source: Kendall & Gal 2017, arXiv:1703.04977, equation 5, with a sigma that is learnt.
 */
export function homoscedasticLoss(mean: tf.Tensor, logVariance: tf.Scalar, target: tf.Tensor): tf.Scalar {
  tf.util.assertShapesMatch(mean.shape, target.shape, 'homoscedastic loss: mean and target: ');
  tf.util.assertShapesMatch(logVariance.shape, [], 'homoscedastic loss: log variance: ');
  return tf.tidy(() => gaussianTerms(mean, logVariance, target).mean<tf.Scalar>());
}

function gaussianTerms(mean: tf.Tensor, logVariance: tf.Tensor, target: tf.Tensor): tf.Tensor {
  return target.sub(mean).square().mul(logVariance.neg().exp()).add(logVariance).mul(0.5).add(halfLogTwoPi);
}
