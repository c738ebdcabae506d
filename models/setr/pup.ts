import * as z from 'zod';
import type { FeatureLevel } from '../Architecture.ts';
import { channelDropout } from '../layers/channelDropout.ts';
import { biasedConvolution } from '../layers/convolution.ts';
import { enlarged, sizeOfImage } from '../layers/enlarged.ts';
import { scoped } from '../layers/Layer.ts';
import { normalisedConvolution } from '../layers/normalisedConvolution.ts';
import { systemArchitecture, wholeWindow } from '../System.ts';
import type { System } from '../System.ts';
import { auxiliaryHeads, twoLayerHead } from './auxiliaryHeads.ts';
import { lastLevel, setrFields, tappedEncoder, tappedLevels } from './tappedEncoder.ts';

const configSchema = z.strictObject(setrFields);

export type SetrPupConfig = z.infer<typeof configSchema>;

/** Layers with a head of their own, of 24. */
const auxiliaryLayers = [10, 15, 20, 24] as const;

/**
 * SETR-PUP, progressive upsampling: 3 x 3 convolutions and doublings by turns, four of each for patches of 16 pixels.
 * Source: Zheng et al. 2021, arXiv:2012.15840, section 3.2.
 */
export const setrPup = systemArchitecture<SetrPupConfig>({ name: 'setrPup', configSchema, build });

function build({ inputChannels, classes, encoder: encoderConfig, channels, auxiliaryWeight, dropout = 0 }: SetrPupConfig): System {
  const tapped = tappedEncoder(encoderConfig, inputChannels);
  const { encoder, depth } = tapped;
  const steps = Array.from({ length: Math.log2(tapped.stride) }, (_none, index) => ({
    stride: tapped.stride / 2 ** index,
    layer: normalisedConvolution({
      name: `decoder${index}.convolution`,
      norm: `decoder${index}.norm`,
      input: index === 0 ? tapped.channels : channels,
      output: channels,
      side: 3,
      activation: 'relu',
    }),
  }));
  const classifier = biasedConvolution({ name: 'classifier', input: channels, output: classes, activation: 'linear' });
  const levels = tappedLevels(depth, auxiliaryLayers);
  const auxiliary = auxiliaryHeads(auxiliaryWeight, levels.map((level, index) => twoLayerHead(tapped, { name: `auxiliary.${index}`, level, channels, classes, side: 3 })));

  return {
    specs: [encoder, ...steps.map(({ layer }) => layer), classifier, auxiliary].flatMap(({ specs }) => specs),
    featureLevels: steps.map(({ stride }) => ({ channels, stride })),
    sizeMultiple: tapped.stride,
    contextRadius: wholeWindow,
    begin: (image, pass) => lastLevel(tapped, image, pass),
    finish(tokens, pass) {
      const last = tokens.at(-1)!;
      const size = sizeOfImage(last, tapped.stride);
      const features: FeatureLevel[] = [];
      let x = channelDropout(last, dropout, pass.context);
      for (const { layer, stride } of steps) {
        const before = x;
        // [B, H / stride, W / stride, channels]
        x = scoped(pass, () => layer.forward(features.length === 0 ? before : enlarged(before, [size[0] / stride, size[1] / stride]), pass));
        features.push({ tensor: x, stride });
      }
      // [B, H / 2, W / 2, classes], then [B, H, W, classes]
      const logits = enlarged(classifier.forward(x, pass), size);
      return { logits, features, auxiliary: auxiliary.forward(tokens, size, pass) };
    },
  };
}
