import { tf } from '../../src-main/engine/tensorflow.ts';
import type { Initialiser, ParameterSpec } from '../Architecture.ts';
import { parameter } from '../parameters.ts';
import type { Layer } from './Layer.ts';

export interface ConvolutionOptions {
  /** Its tensors are `<name>.kernel` and, with a bias, `<name>.bias`. */
  readonly name: string;
  readonly input: number;
  readonly output: number;
  /** Of the kernel, odd. Default 1. */
  readonly side?: number;
  /** Default 1. */
  readonly stride?: number;
  /** Rate of an atrous convolution, which wants stride 1. Default 1. */
  readonly dilation?: number;
}

export interface BiasedConvolutionOptions extends ConvolutionOptions {
  /** `relu` follows at once, or nothing. */
  readonly activation: 'relu' | 'linear';
  /** Default: He's before a ReLU, LeCun's otherwise. */
  readonly initialiser?: Initialiser;
}

export function kernelSpec({ name, input, output, side = 1 }: ConvolutionOptions, initialiser: Initialiser): ParameterSpec {
  return { name: `${name}.kernel`, shape: [side, side, input, output], initialiser, role: 'trained' };
}

/** Convolution with bias and, where asked for, ReLU. [B,H,W,input] -> [B,⌈H/stride⌉,⌈W/stride⌉,output] */
export function biasedConvolution(options: BiasedConvolutionOptions): Layer {
  const { name, output, activation, initialiser = activation === 'relu' ? 'heNormal' : 'lecunNormal' } = options;
  return {
    specs: [
      kernelSpec(options, initialiser),
      { name: `${name}.bias`, shape: [output], initialiser: 'zeros', role: 'trained' },
    ],
    forward(x, { parameters }) {
      const kernel = parameter<tf.Tensor4D>(parameters, `${name}.kernel`);
      const sum = convolve(x, kernel, options).add<tf.Tensor4D>(parameter(parameters, `${name}.bias`));
      return activation === 'relu' ? tf.relu(sum) : sum;
    },
  };
}

/** @param kernel [side,side,input,output] */
export function convolve(x: tf.Tensor4D, kernel: tf.Tensor4D, options: ConvolutionOptions): tf.Tensor4D {
  const { input, pad } = padded(x, options);
  return tf.conv2d(input, kernel, options.stride ?? 1, pad, 'NHWC', options.dilation ?? 1);
}

/**
 * As much padding on each side as the kernel reaches, which is PyTorch's: TensorFlow's `same` puts less above and left
 * when the stride is 2, and weights trained elsewhere would look half a pixel aside.
 */
export function padded(x: tf.Tensor4D, { side = 1, stride = 1, dilation = 1 }: ConvolutionOptions): { input: tf.Tensor4D; pad: 'same' | 'valid' } {
  if (stride === 1) return { input: x, pad: 'same' };
  const reach = (dilation * (side - 1)) / 2;
  if (reach === 0) return { input: x, pad: 'valid' };
  return { input: tf.pad(x, [[0, 0], [reach, reach], [reach, reach], [0, 0]]), pad: 'valid' };
}
