import * as z from 'zod';
import type { tf } from '../../src-main/engine/tensorflow.ts';
import { lastLevelAt, levelsOf } from '../encoders/chooseLevel.ts';
import { createEncoder, encoderConfigSchema } from '../encoders/registry.ts';
import { channelDropout, dropoutField } from '../layers/channelDropout.ts';
import { biasedConvolution } from '../layers/convolution.ts';
import { enlarged, sizeOfImage } from '../layers/enlarged.ts';
import { imageFields, systemArchitecture, wholeWindow } from '../System.ts';
import type { System } from '../System.ts';

const configSchema = z.strictObject({
  ...imageFields,
  encoder: encoderConfigSchema,
  /** Input pixels to a side of one pixel of the encoder's last level; 8 as published. */
  outputStride: z.literal([8, 16]),
  /** Of the parallel atrous classifiers; 6, 12, 18, 24 as published (v2). One rate alone, 12, is v1's large field of view. */
  rates: z.array(z.int().min(1).max(64)).min(1).max(6),
  ...dropoutField,
});

export type DeeplabV2Config = z.infer<typeof configSchema>;

/**
 * DeepLab v1 and v2: an atrous encoder, and 3 x 3 classifiers at several rates whose scores are summed. Their dense CRF is
 * not part of the network.
 *
 * Dropout, where the config asks for it, takes whole channels of what all classifiers read. The papers' networks on VGG-16
 * have it after fc6 and fc7 (single values, a half), of which the ResNet's form of the pyramid has none.
 * Source: Chen et al. 2015, arXiv:1412.7062 (v1); Chen et al. 2018, arXiv:1606.00915 (v2), with its ResNet's form of the
 * pyramid; Simonyan & Zisserman 2015, arXiv:1409.1556, section 3.1, for dropout.
 */
export const deeplabV2 = systemArchitecture<DeeplabV2Config>({ name: 'deeplabV2', configSchema, build });

function build({ inputChannels, classes, encoder: encoderConfig, outputStride, rates, dropout = 0 }: DeeplabV2Config): System {
  const encoder = createEncoder(encoderConfig, { prefix: 'encoder', inputChannels, outputStride });
  const last = lastLevelAt(encoder, outputStride);
  const fine = lastLevelAt(encoder, 4);
  const classifiers = rates.map((dilation, index) =>
    biasedConvolution({ name: `classifier.${index}`, input: last.channels, output: classes, side: 3, dilation, activation: 'linear' }),
  );

  return {
    specs: [encoder, ...classifiers].flatMap(({ specs }) => specs),
    featureLevels: [last, fine].map(({ channels, stride }) => ({ channels, stride })),
    sizeMultiple: outputStride,
    contextRadius: wholeWindow,
    begin: (image, pass) => levelsOf(encoder, image, pass, [last, fine]),
    finish(begun, pass) {
      const [coarse, detail] = begun as [tf.Tensor4D, tf.Tensor4D];
      const kept = channelDropout(coarse, dropout, pass.context);
      // [B, H / outputStride, W / outputStride, classes]
      const scores = classifiers.map((layer) => layer.forward(kept, pass)).reduce((sum, score) => sum.add<tf.Tensor4D>(score));
      // [B, H, W, classes]
      return {
        logits: enlarged(scores, sizeOfImage(coarse, outputStride)),
        features: [{ tensor: coarse, stride: last.stride }, { tensor: detail, stride: fine.stride }],
      };
    },
  };
}
