import type { ParameterSpec, Parameters } from '../../../models/Architecture.ts';
import { channelDropout } from '../../../models/layers/channelDropout.ts';
import type { ChannelFactors } from '../../../models/Architecture.ts';
import { parameter } from '../../../models/parameters.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';

const hidden = 64;

/** Two hidden layers of 64 ReLU units on one number, and a variance that belongs to the task, for methods that learn none of their own. */
export function curveSpecs(outputs: number): ParameterSpec[] {
  const layer = (name: string, input: number, output: number, initialiser: ParameterSpec['initialiser']): ParameterSpec[] => [
    { name: `${name}.kernel`, shape: [input, output], initialiser, role: 'trained' },
    { name: `${name}.bias`, shape: [output], initialiser: 'zeros', role: 'trained' },
  ];
  return [
    ...layer('first', features, hidden, 'heNormal'),
    ...layer('second', hidden, hidden, 'heNormal'),
    ...layer('last', hidden, outputs, 'lecunNormal'),
    { name: 'logVariance', shape: [1], initialiser: 'zeros', role: 'trained' },
  ];
}

/** A line through 0 alone bends at 0: kinks are spread over the axis by shifted copies of it. */
const shifts = [-4, -3, -2, -1, 0, 1, 2, 3, 4] as const;
const features = shifts.length;

export interface CurvePass {
  readonly dropoutRate?: number;
  readonly channelFactors?: ChannelFactors;
}

/** @param x [N] @returns [N,outputs] */
export function curveForward(parameters: Parameters, x: tf.Tensor1D, { dropoutRate = 0, channelFactors }: CurvePass = {}): tf.Tensor2D {
  const layer = (name: string, input: tf.Tensor2D): tf.Tensor2D => tf.matMul(input, parameter<tf.Tensor2D>(parameters, `${name}.kernel`)).add(parameter(parameters, `${name}.bias`));
  const dropped = (input: tf.Tensor2D): tf.Tensor2D => {
    if (!channelFactors) return input;
    const [count, units] = input.shape;
    return channelDropout(input.reshape([count, 1, 1, units]), dropoutRate, { phase: 'prediction', channelFactors }).reshape([count, units]);
  };
  const seen = x.expandDims<tf.Tensor2D>(1).sub<tf.Tensor2D>(tf.tensor2d([[...shifts]])).div<tf.Tensor2D>(2);
  return layer('last', dropped(tf.relu(layer('second', dropped(tf.relu(layer('first', seen)))))));
}
