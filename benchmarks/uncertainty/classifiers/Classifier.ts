import type { ForwardContext, ParameterSpec, Parameters } from '../../../models/Architecture.ts';
import type { tf } from '../../../src-main/engine/tensorflow.ts';

export interface ClassifierOutcome {
  /** [members,B,outputs], before the softmax; one member but for networks that hold several. */
  readonly logits: tf.Tensor3D;
  /** [B,F], what the last layer reads. */
  readonly features: tf.Tensor2D;
}

/** A network that says of a whole image what it shows, as data and a pure function. */
export interface Classifier {
  /** Trained tensors and running statistics. */
  readonly specs: readonly ParameterSpec[];
  /** F. */
  readonly featureCount: number;
  /** Call inside `tf.tidy`. @param input [B,28,28,1], 0 … 1 */
  forward(parameters: Parameters, input: tf.Tensor4D, context: ForwardContext): ClassifierOutcome;
}

export interface ClassifierOptions {
  /** Of the last layer; default: the ten classes. */
  readonly outputs?: number;
  /** Share of the units (perceptron) or channels (convolutions) dropped before each layer but the first; default 0. */
  readonly dropoutRate?: number;
}
