import * as z from 'zod';
import { tf } from '../../src-main/engine/tensorflow.ts';
import type { Architecture, FeatureLevel, ForwardContext, ForwardOutcome, ParameterSpec, Parameters } from '../Architecture.ts';
import { channelDropout } from '../layers/channelDropout.ts';
import { convolutionBlock, convolutionBlockSpecs } from '../layers/convolutionBlock.ts';
import { deepSupervision } from '../layers/deepSupervision.ts';
import type { DeepSupervision } from '../layers/deepSupervision.ts';
import { parameter } from '../parameters.ts';

const configSchema = z.strictObject({
  inputChannels: z.int().min(1).max(16),
  classes: z.int().min(2).max(255),
  /** Channels of the first level; each level down has twice as many. */
  width: z.int().min(1).max(256),
  /** Times the image is halved. */
  depth: z.int().min(1).max(6),
  /** Share of the channels that are dropped on the way from each level of the decoder to the next; left out: none. */
  dropout: z.number().min(0).max(0.9).optional(),
  /** Whether the decoder's inner levels have heads that help to train; left out: no. */
  deepSupervision: z.boolean().optional(),
});

export type UnetConfig = z.infer<typeof configSchema>;

/** Channels of level `level`, 0 at full resolution. */
const channelsAt = ({ width }: UnetConfig, level: number): number => width * 2 ** level;

/** From the coarsest to full resolution, the order in which the decoder works. */
const decoderLevels = ({ depth }: UnetConfig): number[] => Array.from({ length: depth }, (_, step) => depth - 1 - step);

const featureLevels = (config: UnetConfig): { channels: number; stride: number }[] =>
  decoderLevels(config).map((level) => ({ channels: channelsAt(config, level), stride: 2 ** level }));

const supervision = (config: UnetConfig): DeepSupervision =>
  deepSupervision({ levels: config.deepSupervision ? featureLevels(config) : [], classes: config.classes });

/**
 * U-Net: an encoder that halves the image `depth` times, a decoder that enlarges again and joins each level with the
 * encoder's. Differs from the paper in three ways: batch normalisation, padding that keeps the size, and interpolation
 * followed by convolution in place of transposed convolution, which leaves no chequerboard.
 *
 * Dropout, where the config asks for it, takes channels from what each level of the decoder gets from below: from the
 * encoder's end and from every level but the last. That is near the middle of the network, where Kendall et al. found it to
 * serve a segmentation better than at every level. The encoder and what it hands across are the same in every pass.
 * Deep supervision, where the config asks for it, is that of `layers/deepSupervision.ts`.
 * Source: Ronneberger, Fischer, Brox 2015, arXiv:1505.04597; Odena et al. 2016 for the interpolation; Kendall,
 * Badrinarayanan, Cipolla 2015, arXiv:1511.02680, for the place of dropout.
 */
export const unet: Architecture<UnetConfig> = {
  name: 'unet',
  configSchema,

  parameterSpecs(config): ParameterSpec[] {
    const specs: ParameterSpec[] = [];
    for (let level = 0; level <= config.depth; level++) {
      const channels = channelsAt(config, level);
      const from = level === 0 ? config.inputChannels : channels / 2;
      specs.push(...convolutionBlockSpecs(`encoder${level}.first`, from, channels));
      specs.push(...convolutionBlockSpecs(`encoder${level}.second`, channels, channels));
    }
    for (const level of decoderLevels(config)) {
      const channels = channelsAt(config, level);
      specs.push(...convolutionBlockSpecs(`decoder${level}.first`, 2 * channels + channels, channels));
      specs.push(...convolutionBlockSpecs(`decoder${level}.second`, channels, channels));
    }
    return [
      ...specs,
      { name: 'classifier.kernel', shape: [1, 1, config.width, config.classes], initialiser: 'lecunNormal', role: 'trained' },
      { name: 'classifier.bias', shape: [config.classes], initialiser: 'zeros', role: 'trained' },
      ...supervision(config).specs,
    ];
  },

  featureLevels,

  sizeMultiple: ({ depth }) => 2 ** depth,

  contextRadius({ depth }): number {
    // Every 3 x 3 convolution reaches one pixel of its level; enlarging by interpolation one pixel of the level below.
    let radius = 2 * 2 ** depth;
    for (let level = 0; level < depth; level++) radius += 4 * 2 ** level + 2 ** (level + 1);
    return radius;
  },

  forward: (config, parameters, input, context) => pass(config, parameters, shared(config, parameters, input, context), context),

  split: { isStochastic: ({ dropout = 0 }) => dropout > 0, shared, pass },
};

/** The encoder. @returns what it hands to the decoder's levels, from full resolution to the coarsest, and last its own end */
function shared(config: UnetConfig, parameters: Parameters, input: tf.Tensor4D, context: ForwardContext): tf.Tensor4D[] {
  const levels: tf.Tensor4D[] = [];
  // [B, H, W, inputChannels]
  let x = input;
  for (let level = 0; level <= config.depth; level++) {
    // [B, H / 2^level, W / 2^level, width 2^level]
    const above = x;
    x = scoped(context, () => twoBlocks(`encoder${level}`, parameters, above, context));
    levels.push(x);
    if (level < config.depth) x = tf.maxPool(x, 2, 2, 'valid');
  }
  return levels;
}

/** The decoder. @param levels as `shared` gives them */
function pass(config: UnetConfig, parameters: Parameters, levels: readonly tf.Tensor[], context: ForwardContext): ForwardOutcome {
  const features: FeatureLevel[] = [];
  let x = levels[config.depth] as tf.Tensor4D;
  for (const level of decoderLevels(config)) {
    const skip = levels[level] as tf.Tensor4D;
    const [, height, width] = skip.shape;
    const below = x;
    const decode = (): tf.Tensor4D => {
      // [B, H / 2^(level + 1), W / 2^(level + 1), width 2^(level + 1)]
      const kept = channelDropout(below, config.dropout ?? 0, context);
      // Together [B, H / 2^level, W / 2^level, (2 + 1) width 2^level]
      const parts = [tf.image.resizeBilinear(kept, [height, width], false, true), skip];
      return twoBlocks(`decoder${level}`, parameters, parts, context);
    };
    // [B, H / 2^level, W / 2^level, width 2^level]
    x = scoped(context, decode);
    features.push({ tensor: x, stride: 2 ** level });
  }
  // [B, H, W, classes]
  const logits = tf
    .conv2d(x, parameter<tf.Tensor4D>(parameters, 'classifier.kernel'), 1, 'same')
    .add<tf.Tensor4D>(parameter(parameters, 'classifier.bias'));
  const [, height, width] = logits.shape;
  return { logits, features, auxiliary: supervision(config).forward(features, [height, width], { parameters, context }) };
}

/** In prediction nobody needs what lies between two levels: at full resolution that is most of the memory. */
function scoped(context: ForwardContext, build: () => tf.Tensor4D): tf.Tensor4D {
  return context.phase === 'prediction' ? tf.tidy(build) : build();
}

function twoBlocks(name: string, parameters: Parameters, x: tf.Tensor4D | readonly tf.Tensor4D[], context: ForwardContext): tf.Tensor4D {
  return convolutionBlock(`${name}.second`, parameters, convolutionBlock(`${name}.first`, parameters, x, context), context);
}
