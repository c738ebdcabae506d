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
 * @param x [B,H,W,inputChannels]
 * @returns [B,H,W,outputChannels]
 */
export function convolutionBlock(name: string, parameters: Parameters, x: tf.Tensor4D, context: ForwardContext): tf.Tensor4D {
  const kernel = parameter<tf.Tensor4D>(parameters, `${name}.kernel`);
  const scale = parameter<tf.Tensor1D>(parameters, `${name}.scale`);
  const offset = parameter<tf.Tensor1D>(parameters, `${name}.offset`);
  if (context.phase === 'training') {
    const { y, mean, variance } = context.batchNormTraining(tf.conv2d(x, kernel, 1, 'same'), scale, offset, batchNormEpsilon);
    context.recordStatistics(name, { mean, variance });
    return tf.relu(y);
  }
  // scale * (W x - mean) / deviation + offset is a convolution by itself: one pass over the pixels instead of three.
  const mean = parameter<tf.Tensor1D>(parameters, `${name}.mean`);
  const variance = parameter<tf.Tensor1D>(parameters, `${name}.variance`);
  const gain = scale.mul<tf.Tensor1D>(variance.add(batchNormEpsilon).rsqrt());
  return tf.fused.conv2d({
    x,
    filter: kernel.mul(gain),
    strides: 1,
    pad: 'same',
    bias: offset.sub(mean.mul(gain)),
    activation: 'relu',
  });
}
