import * as z from 'zod';
import { tf } from '../../src-main/engine/tensorflow.ts';
import type { FeatureLevel } from '../Architecture.ts';
import { hasLevelAt, lastLevelAt, levelsOf } from '../encoders/chooseLevel.ts';
import { createEncoder, encoderConfigSchema } from '../encoders/registry.ts';
import { channelDropout, dropoutField } from '../layers/channelDropout.ts';
import { biasedConvolution } from '../layers/convolution.ts';
import { deepSupervision } from '../layers/deepSupervision.ts';
import { enlarged, sizeOfImage } from '../layers/enlarged.ts';
import { scoped, sequence } from '../layers/Layer.ts';
import { normalisedConvolution } from '../layers/normalisedConvolution.ts';
import { imageFields, systemArchitecture, wholeWindow } from '../System.ts';
import type { System } from '../System.ts';

/** Of the decoder's levels, from the coarsest to the image's size. */
const decoderStrides = [16, 8, 4, 2, 1] as const;

const configSchema = z.strictObject({
  ...imageFields,
  encoder: encoderConfigSchema,
  /** Of the decoder's coarsest level, 256 as is usual; each finer one has half as many. */
  decoderChannels: z.int().min(2 ** (decoderStrides.length - 1)).max(1024).multipleOf(2 ** (decoderStrides.length - 1)),
  ...dropoutField,
  /** Whether the decoder's inner levels have heads that help to train (`layers/deepSupervision.ts`); left out: no. */
  deepSupervision: z.boolean().optional(),
});

export type UnetOnEncoderConfig = z.infer<typeof configSchema>;

/**
 * U-Net's decoder on any encoder that goes down to a stride of 32: each level is enlarged, joined with the encoder's of
 * the same stride, where it has one, and convolved twice. The network of the paper, with its own encoder, is `unet`.
 *
 * Dropout, where the config asks for it, is at the places of `unet`: whole channels of what each level of the decoder gets from
 * below, which is the encoder's coarsest level and every level of the decoder but the last.
 * Source: Ronneberger, Fischer, Brox 2015, arXiv:1505.04597; Kendall, Badrinarayanan, Cipolla 2015, arXiv:1511.02680, for
 * the place of dropout.
 */
export const unetOnEncoder = systemArchitecture<UnetOnEncoderConfig>({ name: 'unetOnEncoder', configSchema, build });

function build({ inputChannels, classes, encoder: encoderConfig, decoderChannels, dropout = 0, deepSupervision: isSupervised = false }: UnetOnEncoderConfig): System {
  const encoder = createEncoder(encoderConfig, { prefix: 'encoder', inputChannels, outputStride: 32 });
  const coarsest = lastLevelAt(encoder, 32);
  let input = coarsest.channels;
  const blocks = decoderStrides.map((stride, place) => {
    const skip = hasLevelAt(encoder, stride) ? lastLevelAt(encoder, stride) : null;
    const output = decoderChannels / 2 ** place;
    const name = `decoder${stride}`;
    const layer = sequence([
      normalisedConvolution({ name: `${name}.conv1.0`, norm: `${name}.conv1.1`, input: input + (skip?.channels ?? 0), output, side: 3, activation: 'relu' }),
      normalisedConvolution({ name: `${name}.conv2.0`, norm: `${name}.conv2.1`, input: output, output, side: 3, activation: 'relu' }),
    ]);
    input = output;
    return { stride, skip, output, layer };
  });
  const skips = blocks.flatMap(({ skip }) => (skip ? [skip] : []));
  const classifier = biasedConvolution({ name: 'classifier', input, output: classes, side: 3, activation: 'linear' });
  const levels = blocks.map(({ output, stride }) => ({ channels: output, stride }));
  const auxiliary = deepSupervision({ levels: isSupervised ? levels : [], classes });

  return {
    specs: [encoder, ...blocks.map(({ layer }) => layer), classifier, auxiliary].flatMap(({ specs }) => specs),
    featureLevels: levels,
    sizeMultiple: 32,
    contextRadius: wholeWindow,
    begin: (image, pass) => levelsOf(encoder, image, pass, [coarsest, ...skips]),
    finish(begun, pass) {
      const [deepest, ...details] = begun as [tf.Tensor4D, ...tf.Tensor4D[]];
      const [height, width] = sizeOfImage(deepest, coarsest.stride);
      let x = deepest;
      const features: FeatureLevel[] = [];
      for (const { stride, skip, layer } of blocks) {
        const [below, detail] = [x, skip ? details.shift() : undefined];
        // [B, H / stride, W / stride, decoderChannels / 2^place]
        x = scoped(pass, () => {
          const larger = enlarged(channelDropout(below, dropout, pass.context), [height / stride, width / stride]);
          return layer.forward(detail ? tf.concat([larger, detail], 3) : larger, pass);
        });
        features.push({ tensor: x, stride });
      }
      // [B, H, W, classes]
      return { logits: classifier.forward(x, pass), features, auxiliary: auxiliary.forward(features, [height, width], pass) };
    },
  };
}
