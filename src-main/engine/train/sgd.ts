import { tf } from '../tensorflow.ts';
import type { OptimizerState } from './OptimizerState.ts';

export interface SgdSettings {
  readonly learningRate: number;
  /** Share of the velocity kept at each step, 0 … 1; 0 is plain gradient descent. */
  readonly momentum: number;
  /** Share of each value taken away per unit of learning rate, apart from the gradient; 0 for none. */
  readonly weightDecay: number;
}

/**
 * One update of stochastic gradient descent with Nesterov's momentum on one flat vector.
 * @returns a new state; the old one is left to its owner
 * Source: Sutskever et al. 2013, "On the importance of initialization and momentum in deep learning", ICML, section 2,
 * with the velocity in units of the gradient; Loshchilov & Hutter 2019, arXiv:1711.05101, for the decoupled weight decay.
 */
export function sgdUpdate(state: OptimizerState, gradient: tf.Tensor1D, { learningRate, momentum, weightDecay }: SgdSettings): OptimizerState {
  return tf.tidy(() => {
    const velocity = state.first.mul(momentum).add<tf.Tensor1D>(gradient);
    // The gradient where the velocity will have led, from the one at hand.
    const ahead = gradient.add<tf.Tensor1D>(velocity.mul(momentum));
    const kept = weightDecay === 0 ? state.values : state.values.mul<tf.Tensor1D>(1 - learningRate * weightDecay);
    return { values: kept.sub<tf.Tensor1D>(ahead.mul(learningRate)), first: velocity, second: state.second.clone() };
  });
}
