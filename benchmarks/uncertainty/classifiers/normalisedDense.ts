import type { ForwardContext, ParameterSpec, Parameters } from '../../../models/Architecture.ts';
import { batchNormSpecs, gainAndShift, normalisedByBatch } from '../../../models/layers/normalisedConvolution.ts';
import { parameter } from '../../../models/parameters.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';

export interface NormalisedDenseOptions {
  /** Its tensors are `<name>.kernel` and those of `<name>.norm`. */
  readonly name: string;
  readonly input: number;
  readonly output: number;
}

export function normalisedDenseSpecs({ name, input, output }: NormalisedDenseOptions): ParameterSpec[] {
  return [{ name: `${name}.kernel`, shape: [input, output], initialiser: 'heNormal', role: 'trained' }, ...batchNormSpecs(`${name}.norm`, output)];
}

/** Linear map without bias, batch normalisation, ReLU. [B,input] -> [B,output] */
export function normalisedDense(name: string, x: tf.Tensor2D, parameters: Parameters, context: ForwardContext): tf.Tensor2D {
  const kernel = parameter<tf.Tensor2D>(parameters, `${name}.kernel`);
  const norm = `${name}.norm`;
  if (context.phase === 'prediction') {
    // Normalising by running statistics is a part of the map itself.
    const { gain, shift } = gainAndShift(norm, { parameters, context });
    return tf.relu(tf.matMul(x, kernel.mul<tf.Tensor2D>(gain)).add<tf.Tensor2D>(shift));
  }
  const sum: tf.Tensor2D = tf.matMul(x, kernel);
  const [batch, output] = sum.shape;
  return normalisedByBatch(sum.reshape([batch, 1, 1, output]), { norm, activation: 'relu' }, { parameters, context }).reshape([batch, output]);
}
