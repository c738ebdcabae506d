import type { AuxiliaryOutcome, FeatureLevel, ParameterSpec } from '../Architecture.ts';
import { biasedConvolution } from './convolution.ts';
import { enlarged } from './enlarged.ts';
import type { Pass } from './Layer.ts';

export interface DeepSupervisionOptions {
  /** Of the decoder, coarsest first; the last is the one that the network's own classifier reads, and has no head. */
  readonly levels: readonly { readonly channels: number; readonly stride: number }[];
  readonly classes: number;
}

export interface DeepSupervision {
  readonly specs: readonly ParameterSpec[];
  /**
   * @param features of the levels, in their order
   * @returns in training what each head says of the image, enlarged to `size`; in prediction nothing
   */
  forward(features: readonly FeatureLevel[], size: readonly [number, number], pass: Pass): readonly AuxiliaryOutcome[];
}

/**
 * 1 x 1 classifiers on the decoder's inner levels, which bring the gradient there by a shorter way. The finest of them weighs
 * half of the network's own loss, each coarser one half of the one before.
 * Source: Lee et al. 2015, arXiv:1409.5185, for companion losses inside the network; Isensee et al. 2021,
 * doi:10.1038/s41592-020-01008-z, for their weights. There the labels are made smaller, here what the heads say is enlarged,
 * so that unlabelled pixels stay what they are.
 */
export function deepSupervision({ levels, classes }: DeepSupervisionOptions): DeepSupervision {
  const heads = levels.slice(0, -1).map(({ channels, stride }, index) => ({
    layer: biasedConvolution({ name: `auxiliary.${stride}`, input: channels, output: classes, activation: 'linear' }),
    weight: 0.5 ** (levels.length - 1 - index),
  }));
  return {
    specs: heads.flatMap(({ layer }) => layer.specs),
    forward(features, size, pass) {
      if (pass.context.phase !== 'training') return [];
      return heads.map(({ layer, weight }, index) => ({ logits: enlarged(layer.forward(features[index]!.tensor, pass), size), weight }));
    },
  };
}
