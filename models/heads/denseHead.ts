import type { tf } from '../../src-main/engine/tensorflow.ts';
import type { FeatureLevel, ParameterSpec, Parameters } from '../Architecture.ts';
import { biasedConvolution } from '../layers/convolution.ts';
import { enlarged } from '../layers/enlarged.ts';

/** Channels of the joined map. */
const channels = 16;

export interface DenseHeadOptions {
  /** Before the names of its tensors. */
  readonly name: string;
  /** Of its last layer, after that. */
  readonly last: string;
  /** Values a pixel. */
  readonly outputs: number;
}

/** Some values for each pixel, from the features of several levels of a network. */
export interface DenseHead {
  readonly specs: (levels: readonly { readonly channels: number }[]) => ParameterSpec[];
  /** How much farther than the trunk it looks, in pixels: interpolation between two levels, and one 3 x 3 convolution. */
  readonly reach: (levels: readonly { readonly stride: number }[]) => number;
  /**
   * Call inside `tf.tidy`.
   * @param features any number of levels, at least one, nothing of them cropped
   * @param imageSize [H, W] of the network's input
   * @returns [B, H, W, outputs]
   */
  forward(parameters: Parameters, features: readonly FeatureLevel[], imageSize: readonly [number, number]): tf.Tensor4D;
}

/**
 * Levels are reduced to as many channels, enlarged to the finest and summed; two convolutions make the values of that.
 * Source: Kirillov et al. 2019, arXiv:1901.02446, section 3.1, for the sum of enlarged levels.
 */
export function denseHead({ name, last, outputs }: DenseHeadOptions): DenseHead {
  const reducedBy = (level: number, input: number) => biasedConvolution({ name: `${name}.level${level}`, input, output: channels, activation: 'linear' });
  const joined = biasedConvolution({ name: `${name}.joined`, input: channels, output: channels, side: 3, activation: 'relu' });
  const values = biasedConvolution({ name: `${name}.${last}`, input: channels, output: outputs, activation: 'linear' });
  return {
    specs: (levels) => [...levels.flatMap((level, index) => reducedBy(index, level.channels).specs), ...joined.specs, ...values.specs],
    reach: (levels) => {
      const strides = levels.map(({ stride }) => stride);
      return Math.max(...strides) + 2 * Math.min(...strides);
    },
    forward: (parameters, features, imageSize) => {
      const pass = { parameters, context: { phase: 'prediction' } } as const;
      const finest = features.reduce((best, level) => (level.stride < best.stride ? level : best));
      const size = [finest.tensor.shape[1], finest.tensor.shape[2]] as const;
      const parts = features.map(({ tensor, stride }, level) => {
        // [B, h, w, 16] -> [B, H / s, W / s, 16], s that of the finest
        const reduced = reducedBy(level, tensor.shape[3]).forward(tensor, pass);
        return stride === finest.stride ? reduced : enlarged(reduced, size);
      });
      const sum = parts.reduce((all, part) => all.add<tf.Tensor4D>(part)).relu<tf.Tensor4D>();
      // [B, H / s, W / s, outputs]
      const outcome = values.forward(joined.forward(sum, pass), pass);
      return finest.stride === 1 ? outcome : enlarged(outcome, imageSize);
    },
  };
}
