import { tf } from '../tensorflow.ts';

/** A flat vector of parameters with an optimizer's running means; the owner disposes the three tensors. */
export interface OptimizerState {
  readonly values: tf.Tensor1D;
  /** Of the gradients. */
  readonly first: tf.Tensor1D;
  /** Of their squares; SGD has none and leaves it as it is. */
  readonly second: tf.Tensor1D;
}

export function disposeOptimizer({ values, first, second }: OptimizerState): void {
  tf.dispose([values, first, second]);
}
