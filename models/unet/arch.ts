import * as z from 'zod';
import { tf } from '../../src-main/engine/tensorflow.ts';
import type { Architecture, FeatureLevel, ForwardContext, ForwardOutcome, ParameterSpec, Parameters } from '../Architecture.ts';
import { channelDropout, dropoutField } from '../layers/channelDropout.ts';
import type { ContextCrop } from '../layers/contextCrop.ts';
import { cropContext, wholeContext } from '../layers/contextCrop.ts';
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
  ...dropoutField,
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
    // What the encoder hands across is cropped where it is taken: the levels below need more of it.
    const crop = level === config.depth ? cropAt(level) : null;
    x = scoped(context, () => twoBlocks(above, { name: `encoder${level}`, parameters, context, crop }));
    levels.push(x);
    if (level < config.depth) x = tf.maxPool(x, 2, 2, 'valid');
  }
  return levels;
}

/**
 * Coarsest level whose context is left as it is: tensors of the levels from here to full resolution are so large that moving
 * them costs more than computing less saves. What is cropped below them makes them smaller too.
 */
const coarsestUncropped = 1;

/**
 * Context that a cropped level hands on, in pixels of its own. Its last convolution spoils one of them at the new edge; of
 * the ten that the next level makes of them interpolation spoils three and a convolution one more, which leaves six to crop from.
 * At full resolution seven are right; the learning-loss head looks at four.
 */
const handedContext = 5;

/** What a level takes away between its two convolutions, or null. @param from as `ContextCrop` has it */
function cropAt(level: number, from?: number): ContextCrop | null {
  return level > coarsestUncropped ? { stride: 2 ** level, from, to: handedContext } : null;
}

/** The decoder. @param levels as `shared` gives them */
function pass(config: UnetConfig, parameters: Parameters, levels: readonly tf.Tensor[], context: ForwardContext): ForwardOutcome {
  const features: FeatureLevel[] = [];
  let x = levels[config.depth] as tf.Tensor4D;
  let contextLeft = cropAt(config.depth)?.to ?? wholeContext;
  for (const level of decoderLevels(config)) {
    const below = x;
    const stride = 2 ** level;
    const present = Math.min(2 * contextLeft, wholeContext);
    const crop = cropAt(level, present);
    const decode = (): tf.Tensor4D => {
      const skip = cropContext(levels[level] as tf.Tensor4D, context, { stride, to: present });
      const [, height, width] = skip.shape;
      // [B, H / 2^(level + 1), W / 2^(level + 1), width 2^(level + 1)]
      const kept = channelDropout(below, config.dropout ?? 0, context);
      // Together [B, H / 2^level, W / 2^level, (2 + 1) width 2^level]
      const parts = [tf.image.resizeBilinear(kept, [height, width], false, true), skip];
      return twoBlocks(parts, { name: `decoder${level}`, parameters, context, crop });
    };
    // [B, H / 2^level, W / 2^level, width 2^level], less by what is cropped
    x = scoped(context, decode);
    contextLeft = crop?.to ?? present;
    features.push({ tensor: x, stride, contextLeft });
  }
  // [B, H, W, classes]
  const logits = tf
    .conv2d(x, parameter<tf.Tensor4D>(parameters, 'classifier.kernel'), 1, 'same')
    .add<tf.Tensor4D>(parameter(parameters, 'classifier.bias'));
  const [, height, width] = logits.shape;
  return { logits, features, contextLeft, auxiliary: supervision(config).forward(features, [height, width], { parameters, context }) };
}

/** In prediction nobody needs what lies between two levels: at full resolution that is most of the memory. */
function scoped(context: ForwardContext, build: () => tf.Tensor4D): tf.Tensor4D {
  return context.phase === 'prediction' ? tf.tidy(build) : build();
}

interface TwoBlocks {
  readonly name: string;
  readonly parameters: Parameters;
  readonly context: ForwardContext;
  /** Between the two. */
  readonly crop: ContextCrop | null;
}

function twoBlocks(x: tf.Tensor4D | readonly tf.Tensor4D[], { name, parameters, context, crop }: TwoBlocks): tf.Tensor4D {
  const first = convolutionBlock(`${name}.first`, parameters, x, context);
  return convolutionBlock(`${name}.second`, parameters, crop ? cropContext(first, context, crop) : first, context);
}
