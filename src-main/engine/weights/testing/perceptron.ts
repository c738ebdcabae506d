import type { ParameterSpec, Parameters } from '../../../../models/Architecture.ts';
import { denseSpecs } from '../../../../models/layers/dense.ts';
import { parameter } from '../../../../models/parameters.ts';
import { tf } from '../../tensorflow.ts';

/** A function of named tensors that is no network of `models/`: input, hidden and output units. */
export interface Perceptron {
  readonly specs: readonly ParameterSpec[];
  /** @param x [B,input] @returns [B,output] */
  forward(parameters: Parameters, x: tf.Tensor2D): tf.Tensor2D;
}

/** Two hidden layers of one width with tanh between dense layers. */
export function perceptron({ input, hidden, output }: { readonly input: number; readonly hidden: number; readonly output: number }): Perceptron {
  const layer = (name: string, x: tf.Tensor2D, parameters: Parameters): tf.Tensor2D =>
    tf.matMul(x, parameter<tf.Tensor2D>(parameters, `${name}.kernel`)).add(parameter(parameters, `${name}.bias`));
  return {
    specs: [...denseSpecs('first', input, hidden), ...denseSpecs('second', hidden, hidden), ...denseSpecs('last', hidden, output)],
    forward(parameters, x) {
      const first = tf.tanh(layer('first', x, parameters));
      return layer('last', tf.tanh(layer('second', first, parameters)), parameters);
    },
  };
}
