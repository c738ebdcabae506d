import type { ParameterSpec } from '../../../models/Architecture.ts';
import type { RandomSource } from '../../core/random/RandomSource.ts';
import type { tf } from '../tensorflow.ts';

/**
 * How trained values become the weights of one network, or of several: the uncertainty methods that live in a network's
 * weights (variational inference, trajectories of training, rank-1 members) are such schemes. A scheme knows the network by
 * its parameter specs alone, so it goes around any network of `models/`, and around any other function of named tensors.
 *
 * "Weights" is the flat vector of all trained tensors in the order of the specs; "values" is the vector that the optimizer
 * changes, which holds whatever the scheme needs: the weights themselves, means and deviations, shared and own parts.
 */
export interface WeightScheme {
  /** Length of the values. */
  readonly size: number;
  /** How many networks one draw gives. 1 but for members that are trained side by side. */
  readonly networksPerDraw: number;
  /**
   * What each of a draw's networks learns from in a step: `part`, images of its own, for which the batch is shared out among
   * them; `whole`, all of it. The same where there is one network.
   */
  readonly learnsFrom: 'part' | 'whole';
  /** @param weights those of a network that starts anew, or of one to go on from @returns [size] */
  initial(weights: Float32Array, random: RandomSource): Float32Array;
  /**
   * The weights of one step, as functions of the values; call inside `tf.tidy`, and inside the gradient.
   * @param values [size]
   * @param random of this step alone: equal keys draw alike
   */
  draw(values: tf.Tensor1D, random: RandomSource): WeightDraw;
  /** What follows the values along their training; null where nothing does. */
  readonly tracker: WeightTracker | null;
  /**
   * Weights of the members of the ensemble that the trained values stand for.
   * @param tracked what the tracker holds at the end; empty where there is none
   * @param count how many to draw; schemes with members of their own give these, whatever is asked
   * @param random equal keys give equal members
   */
  members(trained: { readonly values: Float32Array; readonly tracked: Float32Array }, count: number, random: RandomSource): Float32Array[];
  /**
   * Whether the members differ from what batch normalisation saw in training, so that its running statistics are to be
   * taken anew for each of them by passes over training data.
   */
  readonly membersNeedStatistics: boolean;
}

export interface WeightDraw {
  /** `networksPerDraw` vectors of weights. */
  readonly weights: readonly tf.Tensor1D[];
  /**
   * Added to the mean loss of a pixel or image, once divided by the number of training examples that the whole loss is a
   * sum over; nats. Null: nothing.
   */
  readonly penalty: tf.Scalar | null;
}

/** Follows the values along training without a part in the gradient. */
export interface WeightTracker {
  /** @param values at the start @returns what is kept, one flat vector */
  initial(values: Float32Array): Float32Array;
  /** Call inside `tf.tidy`. @returns what is kept after one more step */
  next(kept: tf.Tensor1D, step: TrackedStep): tf.Tensor1D;
}

export interface TrackedStep {
  /** After the step, [size]. */
  readonly values: tf.Tensor1D;
  /** Of the loss with respect to the values, [size]. */
  readonly gradient: tf.Tensor1D;
  readonly learningRate: number;
  /** 1 … */
  readonly step: number;
  readonly totalSteps: number;
}

/** What a scheme is made for. */
export interface SchemeNetwork {
  /** Trained tensors alone, in the order of the weights. */
  readonly specs: readonly ParameterSpec[];
}
