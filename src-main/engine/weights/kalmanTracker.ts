import { tf } from '../tensorflow.ts';
import type { WeightTracker } from './WeightScheme.ts';

export interface KalmanSettings {
  /** Standard deviation of the state noise ε over that of the measurement's: how fast the state is taken to wander. Over 0. */
  readonly stateNoise: number;
  /** Standard deviation of the measurement noise ε̃, over 0; only its ratio to the state noise matters. */
  readonly measurementNoise: number;
}

/**
 * Kalman filters of mean and variance of every weight along training, by equations 12 and 13 of the lectures:
 *
 *     μ(t) = μ(t-1) - η∇L + ε                          ω(t) = μ(t) + ε̃
 *     σ²(t) = σ²(t-1) + (η∇L)² - (η mean ∇L)² + ε       ω(t)² = σ²(t) + μ(t)² + ε̃
 *
 * Equation 13 is misprinted twice. The square of what is measured is σ² plus μ², not minus. And a step adds the variance of
 * η∇L, so what is taken away is the squared mean of the step; η²μ² has not even its unit. The authors' published program takes
 * nothing away, and so counts a steady descent as spread; it measures (ω - μ)². μ² is taken from both sides of the
 * measurement, as (ω - μ)(ω - predicted μ): ω² - μ² would be lost in rounding, and fall below 0. For the same reason the
 * squares of the step are taken about its running mean. Both products are Welford's, which grow out of nothing
 * and, with a constant gain K, are K / 2 of themselves too small.
 *
 * All weights have the same noise, so one gain serves them all: starting with one measurement's uncertainty, it falls from
 * one half to its limit (by default 0.095: the filter looks back over some ten steps). The authors' program has noises by which
 * it looks back over some three hundred steps of the mean and four hundred of the variance, of tens of thousands; here a training has some
 * hundreds. And it starts without any uncertainty, at a mean of 0, which takes as many steps to forget.
 *
 * The paper begins with the variance of the weights' random start, which the filter forgets as it forgets everything; 0 is kept here, for
 * a network that goes on from another has no such start. -η∇L is the step of plain gradient descent; what another optimizer
 * does otherwise is state noise, and corrected by the measurement.
 *
 * What is kept is [mean, variance, mean gradient, uncertainty of the state], the last one number over the measurement's variance.
 * Source: Franchi et al. 2020, arXiv:1912.11316, section 3; Kalman 1960; Welford 1962.
 */
export function kalmanTracker({ stateNoise, measurementNoise }: KalmanSettings): WeightTracker {
  const wandering = (stateNoise / measurementNoise) ** 2;
  return {
    initial(values) {
      const kept = new Float32Array(3 * values.length + 1);
      kept.set(values);
      kept[3 * values.length] = 1;
      return kept;
    },
    next(kept, { values, gradient, learningRate }) {
      const count = values.size;
      const [mean, variance, meanGradient, uncertainty] = tf.split(kept, [count, count, count, 1]) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
      // Of the state before it is measured; all over the measurement's variance.
      const predicted = uncertainty.add<tf.Tensor1D>(wandering);
      const gain = predicted.div<tf.Tensor1D>(predicted.add(1));
      const rest = tf.sub<tf.Tensor1D>(1, gain);

      const surprise = values.sub(mean.sub(gradient.mul(learningRate)));
      const nextMean = values.sub<tf.Tensor1D>(surprise.mul(rest));
      const change = gradient.sub(meanGradient);
      const nextMeanGradient = meanGradient.add<tf.Tensor1D>(change.mul(gain));

      const predictedVariance = variance.add(change.square().mul(rest).mul(learningRate ** 2));
      const measured = surprise.square().mul(rest);
      const nextVariance = predictedVariance.add<tf.Tensor1D>(measured.sub(predictedVariance).mul(gain));
      return tf.concat([nextMean, nextVariance, nextMeanGradient, gain]);
    },
  };
}
