import * as z from 'zod';
import type { tf } from '../../src-main/engine/tensorflow.ts';
import { firstLevelAt, levelsOf } from '../encoders/chooseLevel.ts';
import type { ChosenLevel } from '../encoders/chooseLevel.ts';
import { createEncoder, encoderConfigSchema } from '../encoders/registry.ts';
import { channelDropout, dropoutField } from '../layers/channelDropout.ts';
import { biasedConvolution } from '../layers/convolution.ts';
import { scoped } from '../layers/Layer.ts';
import { transposedConvolution } from '../layers/transposedConvolution.ts';
import { imageFields, systemArchitecture, wholeWindow } from '../System.ts';
import type { System } from '../System.ts';

const configSchema = z.strictObject({
  ...imageFields,
  encoder: encoderConfigSchema,
  /** Of the level from which the last enlargement starts: FCN-32s, FCN-16s, FCN-8s. */
  stride: z.literal([32, 16, 8]),
  /** Of the two layers that were fully connected in VGG-16, 4096 as published; 0 leaves them out, as is usual with ResNets. */
  hiddenChannels: z.int().min(0).max(4096),
  ...dropoutField,
});

export type FcnConfig = z.infer<typeof configSchema>;

/**
 * Fully convolutional network: the encoder's classifier as convolutions, its scores enlarged and added to those of finer
 * levels, and one large transposed convolution at the end. One change: padding that keeps sizes, so that nothing is cropped.
 *
 * Dropout, where the config asks for it, follows fc6 and fc7, where VGG-16 has it and FCN kept it, at a half as published;
 * without these layers, the encoder's coarsest level, which the scores are made of. Whole channels, there single values.
 * Source: Long, Shelhamer, Darrell 2015, arXiv:1411.4038, section 4.3; Simonyan & Zisserman 2015, arXiv:1409.1556, section
 * 3.1, for dropout.
 */
export const fcn = systemArchitecture<FcnConfig>({ name: 'fcn', configSchema, build });

function build({ inputChannels, classes, encoder: encoderConfig, stride, hiddenChannels, dropout = 0 }: FcnConfig): System {
  const encoder = createEncoder(encoderConfig, { prefix: 'encoder', inputChannels, outputStride: 32 });
  const used = [32, 16, 8].map((each) => firstLevelAt(encoder, each));
  const [coarsest, ...finer] = used as [ChosenLevel, ChosenLevel, ChosenLevel];
  const last = hiddenChannels || coarsest.channels;
  const hidden =
    hiddenChannels === 0
      ? []
      : [
          biasedConvolution({ name: 'fc6', input: coarsest.channels, output: hiddenChannels, side: 7, activation: 'relu' }),
          biasedConvolution({ name: 'fc7', input: hiddenChannels, output: hiddenChannels, activation: 'relu' }),
        ];
  const score = biasedConvolution({ name: 'score', input: last, output: classes, activation: 'linear' });
  const skips = finer
    .filter((level) => level.stride >= stride)
    .map(({ channels, stride: at }, index) => ({
      level: index + 1,
      enlarge: transposedConvolution({ name: `enlarge${at}`, channels: classes, factor: 2 }),
      // From nothing, so that training starts as the network without this skip.
      score: biasedConvolution({ name: `score${at}`, input: channels, output: classes, activation: 'linear', initialiser: 'zeros' }),
    }));
  const enlarge = transposedConvolution({ name: 'enlarge', channels: classes, factor: stride });

  return {
    specs: [encoder, ...hidden, score, ...skips.flatMap((skip) => [skip.enlarge, skip.score]), enlarge].flatMap(({ specs }) => specs),
    featureLevels: used.map(({ channels, stride: at }) => ({ channels, stride: at })),
    sizeMultiple: 32,
    contextRadius: wholeWindow,
    begin(image, pass) {
      const levels = levelsOf(encoder, image, pass, used);
      const [fc6] = hidden;
      // [B, H / 32, W / 32, hiddenChannels]
      return fc6 ? [...levels, scoped(pass, () => fc6.forward(levels[0]!, pass))] : levels;
    },
    finish(begun, pass) {
      const levels = begun.slice(0, used.length);
      const kept = (x: tf.Tensor4D): tf.Tensor4D => channelDropout(x, dropout, pass.context);
      // [B, H / 32, W / 32, classes], then [B, H / stride, W / stride, classes]
      let scores: tf.Tensor4D = scoped(pass, () => {
        const [, fc7] = hidden;
        const read = fc7 ? fc7.forward(kept(begun[used.length]!), pass) : levels[0]!;
        return score.forward(kept(read), pass);
      });
      for (const skip of skips) scores = skip.enlarge.forward(scores, pass).add(skip.score.forward(levels[skip.level]!, pass));
      const features = used.map(({ stride: at }, index) => ({ tensor: levels[index]!, stride: at }));
      // [B, H, W, classes]
      return { logits: enlarge.forward(scores, pass), features };
    },
  };
}
