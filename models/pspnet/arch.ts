import * as z from 'zod';
import { tf } from '../../src-main/engine/tensorflow.ts';
import { createEncoder, encoderConfigSchema } from '../encoders/registry.ts';
import { headOnEncoder } from '../headOnEncoder.ts';
import { adaptiveAveragePool } from '../layers/adaptivePooling.ts';
import { dropoutField } from '../layers/channelDropout.ts';
import { biasedConvolution } from '../layers/convolution.ts';
import { enlarged, sizeOfImage } from '../layers/enlarged.ts';
import { sequence } from '../layers/Layer.ts';
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
  ...dropoutField,
});

export type PspnetConfig = z.infer<typeof configSchema>;

/** Parts to a side, into which the image is cut. */
const pyramidBins = [1, 2, 3, 6] as const;

/**
 * Pyramid scene parsing network: the encoder's last level beside means of it over 1, 4, 9 and 36 parts of the image.
 * With a bias in place of batch normalisation where the whole image is one value.
 *
 * Dropout, where the config asks for it, takes whole channels of what the classifier reads, as the authors' code does: a tenth
 * of them (`Dropout2d` in hszhao/semseg).
 * Source: Zhao et al. 2017, arXiv:1612.01105.
 */
export const pspnet = systemArchitecture<PspnetConfig>({ name: 'pspnet', configSchema, build });

function build({ inputChannels, encoder: encoderConfig, outputStride, channels, ...rest }: PspnetConfig): System {
  const encoder = createEncoder(encoderConfig, { prefix: 'encoder', inputChannels, outputStride });
  const head = (input: number): Layer => {
    const pyramid = pyramidPooling('pyramid', input);
    return sequence([pyramid, normalisedConvolution({ name: 'fuse.convolution', norm: 'fuse.norm', input: pyramid.channels, output: channels, side: 3, activation: 'relu' })]);
  };
  return headOnEncoder({ encoder, outputStride, head, channels, ...rest });
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
