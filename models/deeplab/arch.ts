import * as z from 'zod';
import type { tf } from '../../src-main/engine/tensorflow.ts';
import { lastLevelAt, levelsOf } from '../encoders/chooseLevel.ts';
import { createEncoder, encoderConfigSchema } from '../encoders/registry.ts';
import { aspp } from '../layers/aspp.ts';
import { auxiliaryHead } from '../layers/auxiliaryHead.ts';
import { biasedConvolution } from '../layers/convolution.ts';
import { enlarged, sizeOfImage } from '../layers/enlarged.ts';
import { scoped, sequence } from '../layers/Layer.ts';
import { normalisedConvolution } from '../layers/normalisedConvolution.ts';
import { imageFields, systemArchitecture } from '../System.ts';
import type { System } from '../System.ts';

const configSchema = z.strictObject({
  ...imageFields,
  encoder: encoderConfigSchema,
  /** Input pixels to a side of one pixel of the encoder's last level. */
  outputStride: z.literal([8, 16]),
  /** Of the pyramid's branches and of the layers after it, 256 as published. */
  channels: z.int().min(1).max(1024),
  /** Of the atrous branches; as published 6, 12, 18 at output stride 16, and twice that at 8. */
  rates: z.array(z.int().min(1).max(64)).min(1).max(6),
  /** Of the loss of a head on the last level but one, as torchvision trains it; 0, as published: without. */
  auxiliaryWeight: z.number().min(0).max(1),
});

export type DeeplabConfig = z.infer<typeof configSchema>;

/**
 * DeepLab v3: an atrous encoder and atrous spatial pyramid pooling with the mean of the image. Without dropout.
 * Source: Chen et al. 2017, arXiv:1706.05587.
 */
export const deeplab = systemArchitecture<DeeplabConfig>({ name: 'deeplab', configSchema, build });

function build({ inputChannels, classes, encoder: encoderConfig, outputStride, channels, rates, auxiliaryWeight }: DeeplabConfig): System {
  const encoder = createEncoder(encoderConfig, { prefix: 'encoder', inputChannels, outputStride });
  const last = lastLevelAt(encoder, outputStride);
  const fine = lastLevelAt(encoder, 4);
  const inside = { ...encoder.levels[last.index - 1]!, index: last.index - 1 };
  const pyramid = sequence([
    aspp({ name: 'aspp', input: last.channels, channels, rates, separable: false }),
    normalisedConvolution({ name: 'fuse.convolution', norm: 'fuse.norm', input: channels, output: channels, side: 3, activation: 'relu' }),
  ]);
  const classifier = biasedConvolution({ name: 'classifier', input: channels, output: classes, activation: 'linear' });
  const auxiliary = auxiliaryHead({ name: 'auxiliary', input: inside.channels, classes, weight: auxiliaryWeight });

  return {
    specs: [encoder, pyramid, classifier, auxiliary].flatMap(({ specs }) => specs),
    featureLevels: [{ channels, stride: outputStride }, { channels: fine.channels, stride: 4 }],
    sizeMultiple: outputStride,
    contextRadius: Infinity,
    forward(image, pass) {
      const size = sizeOfImage(image);
      const [detail, middle, coarse] = levelsOf(encoder, image, pass, [fine, inside, last]) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
      // [B, H / outputStride, W / outputStride, channels]
      const fused = scoped(pass, () => pyramid.forward(coarse, pass));
      // [B, H, W, classes]
      const logits = enlarged(classifier.forward(fused, pass), size);
      return {
        logits,
        features: [{ tensor: fused, stride: outputStride }, { tensor: detail, stride: 4 }],
        auxiliary: auxiliary.forward(middle, size, pass),
      };
    },
  };
}
