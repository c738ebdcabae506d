import { tf } from '../../src-main/engine/tensorflow.ts';
import { parameter } from '../parameters.ts';
import type { Layer } from './Layer.ts';

/**
 * Enlarges by a whole factor with a transposed convolution that starts as bilinear interpolation and may learn better.
 * Its kernel is twice the factor, and reaches half a factor past the image, which is cut off. [B,H,W,C] -> [B,factor H,factor W,C]
 * Source: Long, Shelhamer, Darrell 2015, arXiv:1411.4038, section 3.3.
 */
export function transposedConvolution({ name, channels, factor }: { readonly name: string; readonly channels: number; readonly factor: number }): Layer {
  const side = 2 * factor;
  return {
    specs: [{ name: `${name}.kernel`, shape: [side, side, channels, channels], initialiser: 'bilinear', role: 'trained' }],
    forward(x, { parameters }) {
      const [batch, height, width] = x.shape;
      return tf.conv2dTranspose(x, parameter<tf.Tensor4D>(parameters, `${name}.kernel`), [batch, height * factor, width * factor, channels], factor, 'same');
    },
  };
}
