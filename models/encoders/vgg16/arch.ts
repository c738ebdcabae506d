import * as z from 'zod';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { biasedConvolution } from '../../layers/convolution.ts';
import { scoped, sequence } from '../../layers/Layer.ts';
import type { Layer } from '../../layers/Layer.ts';
import { normalisedConvolution } from '../../layers/normalisedConvolution.ts';
import { encoderWidths } from '../Encoder.ts';
import type { Encoder, EncoderKind, EncoderLevel, EncoderSetting } from '../Encoder.ts';

const configSchema = z.strictObject({
  name: z.literal('vgg16'),
  /** Share of the published channels. */
  width: z.literal(encoderWidths),
  /** Batch normalisation after every convolution, as SegNet has it and as torchvision's `vgg16_bn`; false: as published. */
  batchNorm: z.boolean(),
});

export type Vgg16Config = z.infer<typeof configSchema>;

/** Convolutions and channels of the five stages. */
const stagePlan = [
  { convolutions: 2, channels: 64 },
  { convolutions: 2, channels: 128 },
  { convolutions: 3, channels: 256 },
  { convolutions: 3, channels: 512 },
  { convolutions: 3, channels: 512 },
] as const;

/** The convolutions of one of the five stages; a halving of the image follows each. */
export interface VggStage {
  readonly layer: Layer;
  readonly input: number;
  readonly channels: number;
  readonly convolutions: number;
}

/** @param rates of the convolutions of each stage; default 1 */
export function vggStages({ width, batchNorm }: Vgg16Config, { prefix, inputChannels }: Pick<EncoderSetting, 'prefix' | 'inputChannels'>, rates: readonly number[] = []): VggStage[] {
  let input = inputChannels;
  // Where torchvision's list of layers has the next convolution; ReLU and pooling count there too.
  let place = 0;
  return stagePlan.map(({ convolutions, channels: published }, stage) => {
    const from = input;
    const channels = published * width;
    const layers: Layer[] = [];
    for (let at = 0; at < convolutions; at++) {
      const common = { name: `${prefix}.features.${place}`, input, output: channels, side: 3, dilation: rates[stage] ?? 1, activation: 'relu' } as const;
      layers.push(batchNorm ? normalisedConvolution({ ...common, norm: `${prefix}.features.${place + 1}` }) : biasedConvolution(common));
      place += batchNorm ? 3 : 2;
      input = channels;
    }
    place += 1;
    return { layer: sequence(layers), input: from, channels, convolutions };
  });
}

/**
 * The 13 convolutions of VGG-16. Each stride of its levels comes twice, pooled and then convolved. With an output stride
 * below 32 the last poolings do not halve but go from pixel to pixel over 3 x 3, and what follows them looks apart, as in DeepLab.
 * Source: Simonyan & Zisserman 2015, arXiv:1409.1556; Chen et al. 2018, arXiv:1606.00915, section 4.1, for the rates.
 */
export const vgg16: EncoderKind<Vgg16Config> = {
  name: 'vgg16',
  configSchema,

  build(config, setting): Encoder {
    const shrinks = stagePlan.map((_plan, stage) => 2 ** (stage + 1) <= setting.outputStride);
    const stages = vggStages(config, setting, [1, 1, 1, 1, shrinks[3] ? 1 : 2]);
    const levels: EncoderLevel[] = [];
    let stride = 1;
    for (const [stage, { channels }] of stages.entries()) {
      levels.push({ channels, stride });
      if (shrinks[stage]) stride *= 2;
      levels.push({ channels, stride });
    }
    return {
      specs: stages.flatMap(({ layer }) => layer.specs),
      levels,
      forward(image, pass) {
        const outcomes: tf.Tensor4D[] = [];
        let x = image;
        for (const [stage, { layer }] of stages.entries()) {
          const before = x;
          // [B, H / stride, W / stride, channels] of the level before its pooling
          const convolved = scoped(pass, () => layer.forward(before, pass));
          x = shrinks[stage] ? tf.maxPool(convolved, 2, 2, 'valid') : tf.maxPool(convolved, 3, 1, 'same');
          outcomes.push(convolved, x);
        }
        return outcomes;
      },
    };
  },
};
