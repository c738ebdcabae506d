import * as z from 'zod';
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

export type SetrNaiveConfig = z.infer<typeof configSchema>;

/** Layers with a head of their own, of 24. */
const auxiliaryLayers = [10, 15, 20] as const;

/**
 * SETR-Naive: the transformer's last tokens through two 1 x 1 convolutions, enlarged at once.
 * Source: Zheng et al. 2021, arXiv:2012.15840, section 3.2.
 */
export const setrNaive = systemArchitecture<SetrNaiveConfig>({ name: 'setrNaive', configSchema, build });

function build({ inputChannels, classes, encoder: encoderConfig, channels, auxiliaryWeight, dropout = 0 }: SetrNaiveConfig): System {
  const tapped = tappedEncoder(encoderConfig, inputChannels);
  const { encoder, depth, stride } = tapped;
  const convolution = normalisedConvolution({ name: 'decoder.convolution', norm: 'decoder.norm', input: tapped.channels, output: channels, activation: 'relu' });
  const classifier = biasedConvolution({ name: 'classifier', input: channels, output: classes, activation: 'linear' });
  const levels = tappedLevels(depth, auxiliaryLayers);
  const auxiliary = auxiliaryHeads(auxiliaryWeight, levels.map((level, index) => twoLayerHead(tapped, { name: `auxiliary.${index}`, level, channels, classes, side: 1 })));

  return {
    specs: [encoder, convolution, classifier, auxiliary].flatMap(({ specs }) => specs),
    featureLevels: [{ channels, stride }],
    sizeMultiple: stride,
    contextRadius: wholeWindow,
    begin: (image, pass) => lastLevel(tapped, image, pass),
    finish(tokens, pass) {
      const last = tokens.at(-1)!;
      const size = sizeOfImage(last, stride);
      // [B, H / patch, W / patch, channels]
      const hidden = scoped(pass, () => convolution.forward(channelDropout(last, dropout, pass.context), pass));
      // [B, H, W, classes]
      const logits = enlarged(classifier.forward(hidden, pass), size);
      return { logits, features: [{ tensor: hidden, stride }], auxiliary: auxiliary.forward(tokens, size, pass) };
    },
  };
}
