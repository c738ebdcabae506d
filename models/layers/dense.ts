import { tf } from '../../src-main/engine/tensorflow.ts';
import type { ParameterSpec, Parameters } from '../Architecture.ts';
import { parameter } from '../parameters.ts';

export function denseSpecs(name: string, input: number, output: number): ParameterSpec[] {
  return [
    { name: `${name}.kernel`, shape: [input, output], initialiser: 'lecunNormal', role: 'trained' },
    { name: `${name}.bias`, shape: [output], initialiser: 'zeros', role: 'trained' },
  ];
}

/** The same linear map of every token. [B,N,input] -> [B,N,output] */
export function dense(name: string, x: tf.Tensor3D, parameters: Parameters): tf.Tensor3D {
  const kernel = parameter<tf.Tensor2D>(parameters, `${name}.kernel`);
  return product(x, kernel).add(parameter(parameters, `${name}.bias`));
}

function product(x: tf.Tensor3D, kernel: tf.Tensor2D): tf.Tensor3D {
  const [batch, tokens, input] = x.shape;
  const output = kernel.shape[1];
  // One image alone needs no reshaping, which keeps its number of tokens out of an exported graph.
  if (batch === 1) return tf.matMul(x, kernel.reshape<tf.Tensor3D>([1, input, output]));
  // TensorFlow.js does not sum the gradient of a factor that it repeats over the batch: all tokens go into one matrix.
  return tf.matMul(x.reshape<tf.Tensor2D>([batch * tokens, input]), kernel).reshape([batch, tokens, output]);
}
