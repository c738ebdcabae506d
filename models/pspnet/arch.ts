import * as z from 'zod';
import { tf } from '../../src-main/engine/tensorflow.ts';
import { lastLevelAt, levelsOf } from '../encoders/chooseLevel.ts';
import { createEncoder, encoderConfigSchema } from '../encoders/registry.ts';
import { adaptiveAveragePool } from '../layers/adaptivePooling.ts';
import { auxiliaryHead } from '../layers/auxiliaryHead.ts';
import { biasedConvolution } from '../layers/convolution.ts';
import { enlarged, sizeOfImage } from '../layers/enlarged.ts';
import { scoped } from '../layers/Layer.ts';
import type { Layer } from '../layers/Layer.ts';
import { normalisedConvolution } from '../layers/normalisedConvolution.ts';
import { imageFields, systemArchitecture } from '../System.ts';
import type { System } from '../System.ts';

const configSchema = z.strictObject({
  ...imageFields,
  encoder: encoderConfigSchema,
  /** Input pixels to a side of one pixel of the encoder's last level. */
  outputStride: z.literal([8, 16]),
  /** Of the layer before the classifier, 512 as published. */
  channels: z.int().min(1).max(2048),
  /** Of the loss on the last level but one, 0.4 as published; 0: without that head. */
  auxiliaryWeight: z.number().min(0).max(1),
});

export type PspnetConfig = z.infer<typeof configSchema>;

/** Parts to a side, into which the image is cut. */
const pyramidBins = [1, 2, 3, 6] as const;

/**
 * Pyramid scene parsing network: the encoder's last level beside means of it over 1, 4, 9 and 36 parts of the image.
 * Without dropout; with a bias in place of batch normalisation where the whole image is one value.
 * Source: Zhao et al. 2017, arXiv:1612.01105.
 */
export const pspnet = systemArchitecture<PspnetConfig>({ name: 'pspnet', configSchema, build });

function build({ inputChannels, classes, encoder: encoderConfig, outputStride, channels, auxiliaryWeight }: PspnetConfig): System {
  const encoder = createEncoder(encoderConfig, { prefix: 'encoder', inputChannels, outputStride });
  const last = lastLevelAt(encoder, outputStride);
  const fine = lastLevelAt(encoder, 4);
  const inside = { ...encoder.levels[last.index - 1]!, index: last.index - 1 };
  const pyramid = pyramidPooling('pyramid', last.channels);
  const fuse = normalisedConvolution({ name: 'fuse.convolution', norm: 'fuse.norm', input: pyramid.channels, output: channels, side: 3, activation: 'relu' });
  const classifier = biasedConvolution({ name: 'classifier', input: channels, output: classes, activation: 'linear' });
  const auxiliary = auxiliaryHead({ name: 'auxiliary', input: inside.channels, classes, weight: auxiliaryWeight });

  return {
    specs: [encoder, pyramid, fuse, classifier, auxiliary].flatMap(({ specs }) => specs),
    featureLevels: [{ channels, stride: outputStride }, { channels: fine.channels, stride: 4 }],
    sizeMultiple: outputStride,
    contextRadius: Infinity,
    forward(image, pass) {
      const size = sizeOfImage(image);
      const [detail, middle, coarse] = levelsOf(encoder, image, pass, [fine, inside, last]) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
      // [B, H / outputStride, W / outputStride, channels]
      const fused = scoped(pass, () => fuse.forward(pyramid.forward(coarse, pass), pass));
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

/** [B,H,W,input] -> [B,H,W,channels], the first `input` of which are what came in. */
function pyramidPooling(name: string, input: number): Layer & { readonly channels: number } {
  const output = Math.ceil(input / pyramidBins.length);
  const branches = pyramidBins.map((bins) => {
    const options = { name: `${name}.${bins}.convolution`, input, output, activation: 'relu' } as const;
    return { bins, layer: bins === 1 ? biasedConvolution(options) : normalisedConvolution({ ...options, norm: `${name}.${bins}.norm` }) };
  });
  return {
    channels: input + pyramidBins.length * output,
    specs: branches.flatMap(({ layer }) => layer.specs),
    forward(x, pass) {
      const means = branches.map(({ bins, layer }) => enlarged(layer.forward(adaptiveAveragePool(x, bins), pass), sizeOfImage(x)));
      return tf.concat([x, ...means], 3);
    },
  };
}
