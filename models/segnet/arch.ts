import * as z from 'zod';
import { vgg16, vggStages } from '../encoders/vgg16/arch.ts';
import type { VggStage } from '../encoders/vgg16/arch.ts';
import type { tf } from '../../src-main/engine/tensorflow.ts';
import type { FeatureLevel } from '../Architecture.ts';
import { channelDropout, dropoutField } from '../layers/channelDropout.ts';
import { biasedConvolution } from '../layers/convolution.ts';
import { poolWithIndices, unpool } from '../layers/indexPooling.ts';
import type { IndexPooling } from '../layers/indexPooling.ts';
import { scoped, sequence } from '../layers/Layer.ts';
import type { Layer, Pass } from '../layers/Layer.ts';
import { normalisedConvolution } from '../layers/normalisedConvolution.ts';
import { imageFields, systemArchitecture, wholeWindow } from '../System.ts';
import type { System } from '../System.ts';

const configSchema = z.strictObject({
  ...imageFields,
  /** Only VGG-16 halves by the maximum of 2 x 2 pixels at every level, which is what the decoder turns back. */
  encoder: vgg16.configSchema,
  ...dropoutField,
});

export type SegnetConfig = z.infer<typeof configSchema>;

/** Stages to each side whose outcome is not dropped, counted from full resolution. */
const undroppedStages = 2;

/**
 * SegNet: the convolutions of VGG-16, and its mirror image, in which each value goes back to where the encoder's maximum
 * came from. Nothing else passes between the two sides, and nothing is learnt for the enlargement itself.
 *
 * Dropout, where the config asks for it, makes it Bayesian SegNet: after the central stages, which are the three deepest to
 * each side as in the authors' published model (the encoder's once pooled), at a half. Whole channels, there single values.
 * Source: Badrinarayanan, Kendall, Cipolla 2017, arXiv:1511.00561; Kendall, Badrinarayanan, Cipolla 2015, arXiv:1511.02680,
 * section 4.1, for dropout.
 */
export const segnet = systemArchitecture<SegnetConfig>({ name: 'segnet', configSchema, build });

function build({ inputChannels, classes, encoder, dropout = 0 }: SegnetConfig): System {
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
    begin(image, pass) {
      let x = image;
      const places = stages.slice(0, undroppedStages + 1).map((stage) => {
        const pooling = pooled(stage, x, pass);
        x = pooling.pooled;
        return pooling.places;
      });
      return [x, ...places];
    },
    finish([begun, ...begunPlaces], pass) {
      const kept = (before: tf.Tensor4D): tf.Tensor4D => channelDropout(before, dropout, pass.context);
      let x = begun!;
      const deepPlaces = stages.slice(undroppedStages + 1).map((stage) => {
        const pooling = pooled(stage, kept(x), pass);
        x = pooling.pooled;
        return pooling.places;
      });
      const places = [...begunPlaces, ...deepPlaces];
      const features: FeatureLevel[] = [];
      for (const { layer, index } of backwards) {
        const below = x;
        // What comes from the stage below, or at the deepest from the encoder.
        const isDropped = index + 1 >= undroppedStages;
        // [B, H / 2^stage, W / 2^stage, channels that went into the encoder's stage]
        x = scoped(pass, () => layer.forward(unpool(isDropped ? kept(below) : below, places[index]!), pass));
        if (index > 0) features.push({ tensor: x, stride: levelOf(index).stride });
      }
      // [B, H, W, classes]
      return { logits: x, features };
    },
  };
}

/** A stage of the encoder: [B, H / 2^stage, W / 2^stage, …] to half that size, and the places at that size. */
function pooled({ layer }: VggStage, x: tf.Tensor4D, pass: Pass): IndexPooling {
  return scoped(pass, (): Readonly<Record<keyof IndexPooling, tf.Tensor4D>> => poolWithIndices(layer.forward(x, pass)));
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
