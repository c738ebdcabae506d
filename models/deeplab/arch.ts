import * as z from 'zod';
import { createEncoder, encoderConfigSchema } from '../encoders/registry.ts';
import { headOnEncoder } from '../headOnEncoder.ts';
import { aspp } from '../layers/aspp.ts';
import { dropoutField } from '../layers/channelDropout.ts';
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
  /** Of the pyramid's branches and of the layers after it, 256 as published. */
  channels: z.int().min(1).max(1024),
  /** Of the atrous branches; as published 6, 12, 18 at output stride 16, and twice that at 8. */
  rates: z.array(z.int().min(1).max(64)).min(1).max(6),
  /** Of the loss of a head on the last level but one, as torchvision trains it; 0, as published: without. */
  auxiliaryWeight: z.number().min(0).max(1),
  ...dropoutField,
});

export type DeeplabConfig = z.infer<typeof configSchema>;

/**
 * DeepLab v3: an atrous encoder and atrous spatial pyramid pooling with the mean of the image.
 *
 * Dropout, where the config asks for it, takes whole channels of what the classifier reads, as mmsegmentation does (a tenth).
 * The authors' code takes a tenth of the values of what the pyramid's branches were joined to, which there the classifier reads.
 * Source: Chen et al. 2017, arXiv:1706.05587; the paper names no dropout: `research/deeplab` of tensorflow/models.
 */
export const deeplab = systemArchitecture<DeeplabConfig>({ name: 'deeplab', configSchema, build });

function build({ inputChannels, encoder: encoderConfig, outputStride, channels, rates, ...rest }: DeeplabConfig): System {
  const encoder = createEncoder(encoderConfig, { prefix: 'encoder', inputChannels, outputStride });
  const head = (input: number): Layer =>
    sequence([
      aspp({ name: 'aspp', input, channels, rates, separable: false }),
      normalisedConvolution({ name: 'fuse.convolution', norm: 'fuse.norm', input: channels, output: channels, side: 3, activation: 'relu' }),
    ]);
  return headOnEncoder({ encoder, outputStride, head, channels, ...rest });
}
