import * as z from 'zod';
import { vgg16, vggStages } from '../encoders/vgg16/arch.ts';
import type { VggStage } from '../encoders/vgg16/arch.ts';
import type { FeatureLevel } from '../Architecture.ts';
import { biasedConvolution } from '../layers/convolution.ts';
import { poolWithIndices, unpool } from '../layers/indexPooling.ts';
import type { IndexPooling } from '../layers/indexPooling.ts';
import { scoped, sequence } from '../layers/Layer.ts';
import type { Layer } from '../layers/Layer.ts';
import { normalisedConvolution } from '../layers/normalisedConvolution.ts';
import { imageFields, systemArchitecture, wholeWindow } from '../System.ts';
import type { System } from '../System.ts';

const configSchema = z.strictObject({
  ...imageFields,
  /** Only VGG-16 halves by the maximum of 2 x 2 pixels at every level, which is what the decoder turns back. */
  encoder: vgg16.configSchema,
});

export type SegnetConfig = z.infer<typeof configSchema>;

/**
 * SegNet: the convolutions of VGG-16, and its mirror image, in which each value goes back to where the encoder's maximum
 * came from. Nothing else passes between the two sides, and nothing is learnt for the enlargement itself.
 * Source: Badrinarayanan, Kendall, Cipolla 2017, arXiv:1511.00561.
 */
export const segnet = systemArchitecture<SegnetConfig>({ name: 'segnet', configSchema, build });

function build({ inputChannels, classes, encoder }: SegnetConfig): System {
  const stages = vggStages(encoder, { prefix: 'encoder', inputChannels });
  const decoder = stages.map((stage, index) => mirrored(stage, index, classes));
  // The coarsest first, the order in which the decoder works.
  const backwards = decoder.map((layer, index) => ({ layer, index })).reverse();
  const levelOf = (index: number): { channels: number; stride: number } => ({ channels: stages[index]!.input, stride: 2 ** index });

  return {
    specs: [...stages.map(({ layer }) => layer), ...backwards.map(({ layer }) => layer)].flatMap(({ specs }) => specs),
    featureLevels: backwards.filter(({ index }) => index > 0).map(({ index }) => levelOf(index)),
    sizeMultiple: 2 ** stages.length,
    contextRadius: wholeWindow,
    forward(image, pass) {
      // [B, H / 2^(stage + 1), W / 2^(stage + 1), channels], and the places at twice that size
      let x = image;
      const places = stages.map(({ layer }) => {
        const before = x;
        const pooling = scoped(pass, (): Readonly<Record<keyof IndexPooling, IndexPooling['pooled']>> => poolWithIndices(layer.forward(before, pass)));
        x = pooling.pooled;
        return pooling.places;
      });
      const features: FeatureLevel[] = [];
      for (const { layer, index } of backwards) {
        const below = x;
        // [B, H / 2^stage, W / 2^stage, channels that went into the encoder's stage]
        x = scoped(pass, () => layer.forward(unpool(below, places[index]!), pass));
        if (index > 0) features.push({ tensor: x, stride: levelOf(index).stride });
      }
      // [B, H, W, classes]
      return { logits: x, features };
    },
  };
}

/** As many convolutions as the encoder's stage has; the last gives what went into it, or the classes at the end. */
function mirrored({ channels, input, convolutions }: VggStage, index: number, classes: number): Layer {
  const name = (at: number): string => `decoder${index + 1}.${at}`;
  const layers = Array.from({ length: convolutions - 1 }, (_none, at) =>
    normalisedConvolution({ name: `${name(at)}.convolution`, norm: `${name(at)}.norm`, input: channels, output: channels, side: 3, activation: 'relu' }),
  );
  const at = convolutions - 1;
  const last =
    index === 0
      ? biasedConvolution({ name: 'classifier', input: channels, output: classes, side: 3, activation: 'linear' })
      : normalisedConvolution({ name: `${name(at)}.convolution`, norm: `${name(at)}.norm`, input: channels, output: input, side: 3, activation: 'relu' });
  return sequence([...layers, last]);
}
