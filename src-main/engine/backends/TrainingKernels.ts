import type { tf } from '../tensorflow.ts';
import type { AdamSettings } from '../train/adam.ts';
import type { OptimizerState } from '../train/OptimizerState.ts';

/** What batch normalisation gives while it trains. */
export interface BatchNormResult {
  /** [B,H,W,C], normalised, scaled, shifted and activated; carries the gradients of x, scale and offset. */
  readonly y: tf.Tensor4D;
  /** [C], mean of x over B, H and W. A constant for the gradient. */
  readonly mean: tf.Tensor1D;
  /** [C], biased variance (divided by the count) of x over B, H and W. A constant for the gradient. */
  readonly variance: tf.Tensor1D;
}

/** What follows batch normalisation at once: nothing, or ReLU. */
export type Activation = 'linear' | 'relu';

/**
 * The parts of a training step for which a backend has something better than TensorFlow.js's own sum of small
 * operations. Every implementation gives the same numbers and gradients; `trainingKernels.test.ts` holds them to finite
 * differences. Called inside `tf.tidy`, all tensors returned are the caller's.
 */
export interface TrainingKernels {
  /**
   * Batch normalisation with the statistics of the batch itself.
   * @param x [B,H,W,C], at least two values a channel
   * @param scale [C], gamma
   * @param offset [C], beta
   * @param epsilon added to the variance, > 0
   * @param activation default: linear; `y` is what comes after it
   * @throws SfumatoError (invalidInput) when a shape does not fit
   * Source: Ioffe & Szegedy 2015, arXiv:1502.03167, algorithm 1.
   */
  readonly batchNormTraining: (
    x: tf.Tensor4D,
    scale: tf.Tensor1D,
    offset: tf.Tensor1D,
    epsilon: number,
    activation?: Activation,
  ) => BatchNormResult;
  /**
   * One update of Adam with decoupled weight decay on one flat vector: `train/adam.ts` says which.
   * @returns a new state; the old one is left to its owner
   */
  readonly adamUpdate: (state: OptimizerState, gradient: tf.Tensor1D, settings: AdamSettings) => OptimizerState;
}
