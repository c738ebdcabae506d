import { tf } from '../../src-main/engine/tensorflow.ts';
import { parameter } from '../parameters.ts';
import type { Layer } from './Layer.ts';
import { normalisedConvolution } from './normalisedConvolution.ts';

export interface SeparableConvolutionOptions {
  /** Its kernels are `<name>.0` (each channel by itself) and `<name>.1` (each pixel by itself). */
  readonly name: string;
  readonly norm: string;
  readonly input: number;
  readonly output: number;
  readonly dilation?: number;
}

/**
 * 3 x 3 in each channel by itself, 1 x 1 across the channels, batch normalisation, ReLU. [B,H,W,input] -> [B,H,W,output]
 * Source: Chollet 2017, arXiv:1610.02357; atrous in Chen et al. 2018, arXiv:1802.02611, section 3.1.
 */
export function separableConvolution({ name, norm, input, output, dilation = 1 }: SeparableConvolutionOptions): Layer {
  const pointwise = normalisedConvolution({ name: `${name}.1`, norm, input, output, activation: 'relu' });
  return {
    specs: [{ name: `${name}.0.kernel`, shape: [3, 3, input, 1], initialiser: 'depthwiseNormal', role: 'trained' }, ...pointwise.specs],
    forward(x, pass) {
      const kernel = parameter<tf.Tensor4D>(pass.parameters, `${name}.0.kernel`);
      return pointwise.forward(tf.depthwiseConv2d(x, kernel, 1, 'same', 'NHWC', dilation), pass);
    },
  };
}
