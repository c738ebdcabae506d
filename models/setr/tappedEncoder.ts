import * as z from 'zod';
import type { Encoder } from '../encoders/Encoder.ts';
import { vit, vitConfigSchema } from '../encoders/vit/arch.ts';
import type { VitConfig } from '../encoders/vit/arch.ts';
import type { tf } from '../../src-main/engine/tensorflow.ts';
import { dropoutField } from '../layers/channelDropout.ts';
import { layerNormalisation, layerNormalisationSpecs } from '../layers/layerNormalisation.ts';
import type { Layer, Pass } from '../layers/Layer.ts';
import { imageFields } from '../System.ts';

/**
 * Fields of every SETR's config. Dropout takes whole channels of what the decoder reads of the transformer, so that all
 * stochastic passes over a window have one run of the transformer in common. The authors drop single values inside it, a
 * tenth after its positions and after every dense layer but those of the queries, keys and values, as ViT does
 * (Dosovitskiy et al. 2021, arXiv:2010.11929, appendix B.1; `drop_rate` in fudan-zvg/SETR).
 */
export const setrFields = {
  ...imageFields,
  encoder: vitConfigSchema,
  /** Of the decoder's convolutions, 256 as published. */
  channels: z.int().min(2).max(2048),
  /** Of the loss of each head inside the encoder, 0.4 in the authors' configuration; 0: without those heads. */
  auxiliaryWeight: z.number().min(0).max(1),
  ...dropoutField,
};

/** Layers of the published encoder, by which those that are tapped are named. */
const publishedDepth = 24;

export interface TappedEncoder {
  readonly encoder: Encoder;
  readonly depth: number;
  readonly channels: number;
  /** Pixels to a side of a token. */
  readonly stride: number;
}

export function tappedEncoder(config: VitConfig, inputChannels: number): TappedEncoder {
  // A transformer's levels are all of its patches' size, whatever the output stride.
  const encoder = vit.build(config, { prefix: 'encoder', inputChannels, outputStride: 16 });
  return { encoder, depth: config.depth, channels: config.width, stride: config.patch };
}

/**
 * Where an encoder of another depth is tapped: as far up, in share of its layers, as the published one of 24.
 * @param published counted from 1: `10` is the paper's Z10
 * @returns places among the encoder's levels, each once
 */
export function tappedLevels(depth: number, published: readonly number[]): number[] {
  return [...new Set(published.map((layer) => Math.max(1, Math.round((layer / publishedDepth) * depth)) - 1))];
}

/**
 * What a decoder that reads the last level alone begins with.
 * @returns in training every level, for the heads inside the encoder; in prediction the last
 */
export function lastLevel({ encoder }: TappedEncoder, image: tf.Tensor4D, pass: Pass): tf.Tensor4D[] {
  const levels = encoder.forward(image, pass);
  return pass.context.phase === 'training' ? [...levels] : levels.slice(-1);
}

/** What a head reads of a level: its tokens normalised. The last level comes so from the encoder. */
export function readingOf(name: string, level: number, { depth, channels }: TappedEncoder): Layer {
  if (level === depth - 1) return { specs: [], forward: (x) => x };
  return { specs: layerNormalisationSpecs(name, channels), forward: (x, { parameters }) => layerNormalisation(name, x, parameters) };
}
