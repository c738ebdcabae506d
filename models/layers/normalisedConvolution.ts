import { tf } from '../../src-main/engine/tensorflow.ts';
import type { ParameterSpec } from '../Architecture.ts';
import { parameter } from '../parameters.ts';
import { convolve, kernelSpec, padded } from './convolution.ts';
import type { ConvolutionOptions } from './convolution.ts';
import type { Layer, Pass } from './Layer.ts';

/** Added to the variance before its root is taken: PyTorch's, with which the published weights were trained. */
const batchNormEpsilon = 1e-5;

export interface NormalisedConvolutionOptions extends ConvolutionOptions {
  /** Of the batch normalisation, whose tensors are `<norm>.scale`, `.offset`, `.mean` and `.variance`. */
  readonly norm: string;
  readonly activation: 'relu' | 'linear';
}

export function batchNormSpecs(name: string, channels: number): ParameterSpec[] {
  const spec = (part: string, initialiser: 'zeros' | 'ones', role: ParameterSpec['role']): ParameterSpec => ({
    name: `${name}.${part}`,
    shape: [channels],
    initialiser,
    role,
  });
  return [spec('scale', 'ones', 'trained'), spec('offset', 'zeros', 'trained'), spec('mean', 'zeros', 'statistic'), spec('variance', 'ones', 'statistic')];
}

/**
 * Convolution without bias, batch normalisation (Ioffe & Szegedy 2015, arXiv:1502.03167) and, where asked for, ReLU.
 * [B,H,W,input] -> [B,⌈H/stride⌉,⌈W/stride⌉,output]
 */
export function normalisedConvolution(options: NormalisedConvolutionOptions): Layer {
  return {
    specs: [kernelSpec(options, 'heNormal'), ...batchNormSpecs(options.norm, options.output)],
    forward(x, pass) {
      const kernel = parameter<tf.Tensor4D>(pass.parameters, `${options.name}.kernel`);
      return pass.context.phase === 'training' ? normalisedByBatch(convolve(x, kernel, options), options, pass) : folded(x, kernel, options, pass);
    },
  };
}

export interface NormalisationOptions {
  readonly norm: string;
  readonly activation: 'relu' | 'linear';
}

/** Batch normalisation by the batch's own statistics. Training only. */
export function normalisedByBatch(x: tf.Tensor4D, { norm, activation }: NormalisationOptions, { parameters, context }: Pass): tf.Tensor4D {
  if (context.phase !== 'training') return x;
  const scale = parameter<tf.Tensor1D>(parameters, `${norm}.scale`);
  const offset = parameter<tf.Tensor1D>(parameters, `${norm}.offset`);
  const { y, mean, variance } = context.batchNormTraining(x, scale, offset, batchNormEpsilon);
  context.recordStatistics(norm, { mean, variance });
  return activation === 'relu' ? tf.relu(y) : y;
}

/** What batch normalisation by running statistics multiplies each channel with and then adds, both [C]. */
export function gainAndShift(norm: string, { parameters }: Pass): { gain: tf.Tensor1D; shift: tf.Tensor1D } {
  const of = (part: string): tf.Tensor1D => parameter(parameters, `${norm}.${part}`);
  const gain = of('scale').mul<tf.Tensor1D>(of('variance').add(batchNormEpsilon).rsqrt());
  return { gain, shift: of('offset').sub(of('mean').mul(gain)) };
}

/** scale * (W x - mean) / deviation + offset is a convolution by itself: one pass over the pixels instead of three. */
function folded(x: tf.Tensor4D, kernel: tf.Tensor4D, options: NormalisedConvolutionOptions, pass: Pass): tf.Tensor4D {
  const { gain, shift } = gainAndShift(options.norm, pass);
  const filter = kernel.mul<tf.Tensor4D>(gain);
  const { stride = 1, dilation = 1, activation } = options;
  if (activation === 'relu' && dilation === 1) {
    const { input, pad } = padded(x, options);
    return tf.fused.conv2d({ x: input, filter, strides: stride, pad, bias: shift, activation: 'relu' });
  }
  // The fused convolution has no gradient for dilations, which continued training by running statistics asks for.
  const sum = convolve(x, filter, options).add<tf.Tensor4D>(shift);
  return activation === 'relu' ? tf.relu(sum) : sum;
}
