import { tf } from '../../src-main/engine/tensorflow.ts';
import type { ForwardContext, ParameterSpec, Parameters } from '../Architecture.ts';
import { parameter } from '../parameters.ts';

/** Added to the variance before its root is taken. */
const batchNormEpsilon = 1e-3;

/** Tensors of a 3 x 3 convolution, batch normalisation and ReLU. The convolution needs no bias: the offset is one. */
export function convolutionBlockSpecs(name: string, inputChannels: number, outputChannels: number): ParameterSpec[] {
  const perChannel = (part: string, initialiser: 'zeros' | 'ones', role: ParameterSpec['role']): ParameterSpec => ({
    name: `${name}.${part}`,
    shape: [outputChannels],
    initialiser,
    role,
  });
  return [
    { name: `${name}.kernel`, shape: [3, 3, inputChannels, outputChannels], initialiser: 'heNormal', role: 'trained' },
    perChannel('scale', 'ones', 'trained'),
    perChannel('offset', 'zeros', 'trained'),
    perChannel('mean', 'zeros', 'statistic'),
    perChannel('variance', 'ones', 'statistic'),
  ];
}

/**
 * Convolution 3 x 3, batch normalisation (Ioffe & Szegedy 2015, arXiv:1502.03167), ReLU.
 * @param parts [B,H,W,inputChannels], or several tensors that are its channels one after another
 * @returns [B,H,W,outputChannels]
 */
export function convolutionBlock(name: string, parameters: Parameters, parts: tf.Tensor4D | readonly tf.Tensor4D[], context: ForwardContext): tf.Tensor4D {
  const kernel = parameter<tf.Tensor4D>(parameters, `${name}.kernel`);
  const scale = parameter<tf.Tensor1D>(parameters, `${name}.scale`);
  const offset = parameter<tf.Tensor1D>(parameters, `${name}.offset`);
  if (context.phase === 'training') {
    const { y, mean, variance } = context.batchNormTraining(convolutionOfParts([parts].flat(), kernel), scale, offset, batchNormEpsilon, 'relu');
    context.recordStatistics(name, { mean, variance });
    return y;
  }
  // scale * (W x - mean) / deviation + offset is a convolution by itself: one pass over the pixels instead of three.
  const mean = parameter<tf.Tensor1D>(parameters, `${name}.mean`);
  const variance = parameter<tf.Tensor1D>(parameters, `${name}.variance`);
  const gain = scale.mul<tf.Tensor1D>(variance.add(batchNormEpsilon).rsqrt());
  return tf.fused.conv2d({
    x: joined([parts].flat()),
    filter: kernel.mul(gain),
    strides: 1,
    pad: 'same',
    bias: offset.sub(mean.mul(gain)),
    activation: 'relu',
  });
}

/**
 * The convolution of the joined parts as the sum of each part's own: joining them, and cutting the gradient apart again,
 * would go through the largest tensors of a decoder for nothing. In prediction, where convolution, offset and ReLU are one
 * operation, the sum would cost more than joining does.
 */
function convolutionOfParts(parts: readonly tf.Tensor4D[], kernel: tf.Tensor4D): tf.Tensor4D {
  if (parts.length === 1) return tf.conv2d(parts[0]!, kernel, 1, 'same');
  const kernels = tf.split(kernel, parts.map((part) => part.shape[3]), 2);
  return parts.map((part, index) => tf.conv2d(part, kernels[index] as tf.Tensor4D, 1, 'same')).reduce((sum, each) => sum.add<tf.Tensor4D>(each));
}

function joined(parts: readonly tf.Tensor4D[]): tf.Tensor4D {
  return parts.length === 1 ? parts[0]! : tf.concat([...parts], 3);
}
