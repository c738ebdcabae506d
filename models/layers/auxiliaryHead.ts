import type { tf } from '../../src-main/engine/tensorflow.ts';
import type { AuxiliaryOutcome, ParameterSpec } from '../Architecture.ts';
import { biasedConvolution } from './convolution.ts';
import { enlarged } from './enlarged.ts';
import { sequence } from './Layer.ts';
import type { Pass } from './Layer.ts';
import { normalisedConvolution } from './normalisedConvolution.ts';

export interface AuxiliaryHeadOptions {
  readonly name: string;
  readonly input: number;
  readonly classes: number;
  /** Of its loss; 0: no head. */
  readonly weight: number;
}

export interface AuxiliaryHead {
  readonly specs: readonly ParameterSpec[];
  /** @returns in training what it says of the image, enlarged to `size`; in prediction nothing */
  forward(x: tf.Tensor4D, size: readonly [number, number], pass: Pass): readonly AuxiliaryOutcome[];
}

/**
 * A small classifier on a level inside the encoder, which brings the gradient there by a shorter way.
 * Source: Zhao et al. 2017, arXiv:1612.01105, section 3.3.
 */
export function auxiliaryHead({ name, input, classes, weight }: AuxiliaryHeadOptions): AuxiliaryHead {
  if (weight === 0) return { specs: [], forward: () => [] };
  const hidden = Math.ceil(input / 4);
  const layer = sequence([
    normalisedConvolution({ name: `${name}.0`, norm: `${name}.1`, input, output: hidden, side: 3, activation: 'relu' }),
    biasedConvolution({ name: `${name}.4`, input: hidden, output: classes, activation: 'linear' }),
  ]);
  return {
    specs: layer.specs,
    forward: (x, size, pass) => (pass.context.phase === 'training' ? [{ logits: enlarged(layer.forward(x, pass), size), weight }] : []),
  };
}
