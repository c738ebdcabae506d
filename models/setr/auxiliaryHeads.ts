import type { tf } from '../../src-main/engine/tensorflow.ts';
import type { AuxiliaryOutcome, ParameterSpec } from '../Architecture.ts';
import { biasedConvolution } from '../layers/convolution.ts';
import { enlarged } from '../layers/enlarged.ts';
import { sequence } from '../layers/Layer.ts';
import type { Layer, Pass } from '../layers/Layer.ts';
import { normalisedConvolution } from '../layers/normalisedConvolution.ts';
import { readingOf } from './tappedEncoder.ts';
import type { TappedEncoder } from './tappedEncoder.ts';

export interface AuxiliaryHeads {
  readonly specs: readonly ParameterSpec[];
  /** @returns in training what each says of the image, enlarged to `size`; in prediction nothing */
  forward(levels: readonly tf.Tensor4D[], size: readonly [number, number], pass: Pass): readonly AuxiliaryOutcome[];
}

/** @param heads the place of the level that each reads, and what it makes of it: [B,h,w,channels] -> [B,h,w,classes] */
export function auxiliaryHeads(weight: number, heads: readonly { readonly level: number; readonly layer: Layer }[]): AuxiliaryHeads {
  if (weight === 0) return { specs: [], forward: () => [] };
  return {
    specs: heads.flatMap(({ layer }) => layer.specs),
    forward(levels, size, pass) {
      if (pass.context.phase !== 'training') return [];
      return heads.map(({ level, layer }) => ({ logits: enlarged(layer.forward(levels[level]!, pass), size), weight }));
    },
  };
}

export interface TwoLayerHeadOptions {
  readonly name: string;
  readonly level: number;
  readonly channels: number;
  readonly classes: number;
  /** Of the first layer's kernel. */
  readonly side: number;
}

/** The two-layer network that reads one layer of the encoder. */
export function twoLayerHead(encoder: TappedEncoder, { name, level, channels, classes, side }: TwoLayerHeadOptions): { level: number; layer: Layer } {
  const layer = sequence([
    readingOf(`${name}.reading`, level, encoder),
    normalisedConvolution({ name: `${name}.convolution`, norm: `${name}.norm`, input: encoder.channels, output: channels, side, activation: 'relu' }),
    biasedConvolution({ name: `${name}.classifier`, input: channels, output: classes, activation: 'linear' }),
  ]);
  return { level, layer };
}
