import { tf } from '../tensorflow.ts';

/**
 * Share of the old mean kept at a step: less while there is little to look back on, so that the mean does not keep the
 * random weights of the start.
 * @param step 1 …
 * @param decay the share it rises to, 0 … 1
 * Source: the warm-up of TensorFlow's ExponentialMovingAverage; Tarvainen & Valpola 2017, arXiv:1703.01780, for the mean.
 */
export function decayAt(step: number, decay: number): number {
  return Math.min(decay, (1 + step) / (10 + step));
}

/** @returns the exponential moving average with one more moment in it. Source: Polyak & Juditsky 1992, for averaging the weights. */
export function nextAverage(average: tf.Tensor1D, now: tf.Tensor1D, decay: number): tf.Tensor1D {
  return tf.tidy(() => average.mul(decay).add<tf.Tensor1D>(now.mul(1 - decay)));
}
