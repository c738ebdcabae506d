import { tf } from '../tensorflow.ts';
import type { OptimizerState } from './OptimizerState.ts';

/** Decay of the running means of the gradient and of its square, and the term that keeps the division calm. */
export const adamDecays = { first: 0.9, second: 0.999 } as const;
export const adamEpsilon = 1e-8;

export interface AdamSettings {
  /** Updates made so far, this one included: 1 … */
  readonly step: number;
  readonly learningRate: number;
  /** Share of each value taken away per unit of learning rate, apart from the gradient; 0 for none. */
  readonly weightDecay: number;
}

/**
 * One update. All parameters lie in one vector, so that a step is some ten large operations, not thousands of tiny ones.
 * @returns a new state; the old one is left to its owner
 * Source: Kingma & Ba 2015, arXiv:1412.6980, algorithm 1 with section 2's reordering; Loshchilov & Hutter 2019,
 * arXiv:1711.05101, for the decoupled weight decay.
 */
export function adamUpdate(state: OptimizerState, gradient: tf.Tensor1D, settings: AdamSettings): OptimizerState {
  return tf.tidy(() => {
    const { step, learningRate, weightDecay } = settings;
    const { first: firstDecay, second: secondDecay } = adamDecays;
    const first = state.first.mul(firstDecay).add<tf.Tensor1D>(gradient.mul(1 - firstDecay));
    const second = state.second.mul(secondDecay).add<tf.Tensor1D>(gradient.square().mul(1 - secondDecay));
    const secondCorrection = Math.sqrt(1 - secondDecay ** step);
    const stepSize = (learningRate * secondCorrection) / (1 - firstDecay ** step);
    const change = first.div(second.sqrt().add(adamEpsilon * secondCorrection)).mul(stepSize);
    const kept = weightDecay === 0 ? state.values : state.values.mul<tf.Tensor1D>(1 - learningRate * weightDecay);
    return { values: kept.sub<tf.Tensor1D>(change), first, second };
  });
}

/** @returns the gradient shortened to the given Euclidean length where it is longer. Source: Pascanu et al. 2013, arXiv:1211.5063. */
export function clipToNorm(gradient: tf.Tensor1D, largestNorm: number): { clipped: tf.Tensor1D; norm: tf.Scalar } {
  const norm = tf.sqrt(gradient.square().sum<tf.Scalar>());
  const factor = tf.minimum(1, tf.div(largestNorm, norm.maximum(1e-12)));
  return { clipped: gradient.mul(factor), norm };
}
