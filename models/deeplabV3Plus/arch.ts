import * as z from 'zod';
import { tf } from '../../src-main/engine/tensorflow.ts';
import { lastLevelAt, levelsOf } from '../encoders/chooseLevel.ts';
import { createEncoder, encoderConfigSchema } from '../encoders/registry.ts';
import { aspp } from '../layers/aspp.ts';
import { channelDropout, dropoutField } from '../layers/channelDropout.ts';
import { biasedConvolution } from '../layers/convolution.ts';
import { enlarged, sizeOfImage } from '../layers/enlarged.ts';
import { scoped, sequence } from '../layers/Layer.ts';
import { normalisedConvolution } from '../layers/normalisedConvolution.ts';
import { separableConvolution } from '../layers/separableConvolution.ts';
import { imageFields, systemArchitecture } from '../System.ts';
import type { System } from '../System.ts';

const configSchema = z.strictObject({
  ...imageFields,
  encoder: encoderConfigSchema,
  /** Input pixels to a side of one pixel of the encoder's last level. */
  outputStride: z.literal([8, 16]),
  /** Of the pyramid and of the decoder, 256 as published. */
  channels: z.int().min(1).max(1024),
  /** To which the encoder's fine level is brought, 48 as published. */
  fineChannels: z.int().min(1).max(256),
  /** Of the atrous branches; as published 6, 12, 18 at output stride 16, and twice that at 8. */
  rates: z.array(z.int().min(1).max(64)).min(1).max(6),
  ...dropoutField,
});

export type DeeplabV3PlusConfig = z.infer<typeof configSchema>;

/**
 * DeepLab v3+: atrous separable pyramid pooling, enlarged and joined with the encoder's level of stride 4, two separable
 * convolutions on both. A batch normalisation follows each pair of depthwise and pointwise convolution, not each of them.
 *
 * Dropout, where the config asks for it, takes whole channels of what the classifier reads, as mmsegmentation does (a tenth).
 * The authors' code takes a tenth of the values of what the pyramid's branches were joined to; with that, each stochastic pass
 * would have to do the decoder anew, the larger part of what follows the encoder.
 * Source: Chen et al. 2018, arXiv:1802.02611; the paper names no dropout: `research/deeplab` of tensorflow/models.
 */
export const deeplabV3Plus = systemArchitecture<DeeplabV3PlusConfig>({ name: 'deeplabV3Plus', configSchema, build });

function build({ inputChannels, classes, encoder: encoderConfig, outputStride, channels, fineChannels, rates, dropout = 0 }: DeeplabV3PlusConfig): System {
  const encoder = createEncoder(encoderConfig, { prefix: 'encoder', inputChannels, outputStride });
  const last = lastLevelAt(encoder, outputStride);
  const fine = lastLevelAt(encoder, 4);
  const pyramid = aspp({ name: 'aspp', input: last.channels, channels, rates, separable: true });
  const reduce = normalisedConvolution({ name: 'fine.0', norm: 'fine.1', input: fine.channels, output: fineChannels, activation: 'relu' });
  const refine = sequence([
    separableConvolution({ name: 'refine0.0', norm: 'refine0.1', input: channels + fineChannels, output: channels }),
    separableConvolution({ name: 'refine1.0', norm: 'refine1.1', input: channels, output: channels }),
  ]);
  const classifier = biasedConvolution({ name: 'classifier', input: channels, output: classes, activation: 'linear' });

  return {
    specs: [encoder, pyramid, reduce, refine, classifier].flatMap(({ specs }) => specs),
    featureLevels: [{ channels, stride: outputStride }, { channels, stride: 4 }],
    sizeMultiple: outputStride,
    contextRadius: Infinity,
    begin(image, pass) {
      const [detail, deep] = levelsOf(encoder, image, pass, [fine, last]) as [tf.Tensor4D, tf.Tensor4D];
      // [B, H / outputStride, W / outputStride, channels]
      const coarse = scoped(pass, () => pyramid.forward(deep, pass));
      // [B, H / 4, W / 4, channels]
      const refined = scoped(pass, () => refine.forward(tf.concat([enlarged(coarse, sizeOfImage(detail)), reduce.forward(detail, pass)], 3), pass));
      return [coarse, refined];
    },
    finish(begun, pass) {
      const [coarse, refined] = begun as [tf.Tensor4D, tf.Tensor4D];
      // [B, H, W, classes]
      const logits = enlarged(classifier.forward(channelDropout(refined, dropout, pass.context), pass), sizeOfImage(refined, fine.stride));
      return { logits, features: [{ tensor: coarse, stride: outputStride }, { tensor: refined, stride: 4 }] };
    },
  };
}
