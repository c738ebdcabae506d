import * as z from 'zod';
import { tf } from '../../src-main/engine/tensorflow.ts';
import { channelDropout } from '../layers/channelDropout.ts';
import { biasedConvolution } from '../layers/convolution.ts';
import { enlarged, sizeOfImage } from '../layers/enlarged.ts';
import { scoped, sequence } from '../layers/Layer.ts';
import type { Layer } from '../layers/Layer.ts';
import { normalisedConvolution } from '../layers/normalisedConvolution.ts';
import { systemArchitecture, wholeWindow } from '../System.ts';
import type { System } from '../System.ts';
import { auxiliaryHeads } from './auxiliaryHeads.ts';
import { readingOf, setrFields, tappedEncoder, tappedLevels } from './tappedEncoder.ts';
import type { TappedEncoder } from './tappedEncoder.ts';

const configSchema = z.strictObject(setrFields).refine(({ channels }) => channels % 2 === 0, { path: ['channels'], message: 'anEvenNumber' });

export type SetrMlaConfig = z.infer<typeof configSchema>;

/** Layers that streams start from, of 24. */
const streamLayers = [6, 12, 18, 24] as const;
/** Of the streams, before they are joined. */
const streamEnlargement = 4;

/**
 * SETR-MLA, multi-level aggregation: streams from four depths of the transformer, each added to those of the deeper
 * ones, enlarged four times and joined. The paper's text halves the channels at the first and the third layer; its
 * figure, its table and the authors' configuration have 256 from the first on, which is followed here.
 * Source: Zheng et al. 2021, arXiv:2012.15840, section 3.2.
 */
export const setrMla = systemArchitecture<SetrMlaConfig>({ name: 'setrMla', configSchema, build });

interface Stream {
  readonly level: number;
  /** [B,h,w,width] -> [B,h,w,width] */
  readonly reading: Layer;
  /** [B,h,w,width] -> [B,h,w,channels] */
  readonly reduce: Layer;
  /** Of the sum with the deeper streams, [B,h,w,channels]. */
  readonly smooth: Layer;
  /** [B,h,w,channels] -> [B,h,w,channels / 2] */
  readonly refine: Layer;
  /** [B,h,w,channels] -> [B,h,w,classes] */
  readonly auxiliary: Layer;
}

function build({ inputChannels, classes, encoder: encoderConfig, channels, auxiliaryWeight, dropout = 0 }: SetrMlaConfig): System {
  const tapped = tappedEncoder(encoderConfig, inputChannels);
  const { encoder, depth, stride } = tapped;
  const streams = tappedLevels(depth, streamLayers).map((level) => stream(tapped, level, { channels, classes }));
  const joined = streams.length * (channels / 2);
  const classifier = biasedConvolution({ name: 'classifier', input: joined, output: classes, activation: 'linear' });
  const auxiliary = auxiliaryHeads(auxiliaryWeight, streams.map((each, index) => ({ level: index, layer: each.auxiliary })));
  const fineStride = stride / streamEnlargement;

  return {
    specs: [encoder, ...streams.flatMap(({ reading, reduce, smooth, refine }) => [reading, reduce, smooth, refine]), classifier, auxiliary].flatMap(({ specs }) => specs),
    featureLevels: [{ channels, stride }, { channels: joined, stride: fineStride }],
    sizeMultiple: stride,
    contextRadius: wholeWindow,
    begin: (image, pass) =>
      scoped(pass, () => {
        const tokens = encoder.forward(image, pass);
        return streams.map(({ level, reading }) => reading.forward(tokens[level]!, pass));
      }),
    finish(read, pass) {
      const size = sizeOfImage(read[0]!, stride);
      // Each [B, H / patch, W / patch, channels]; the deepest first, to which the others are added one by one.
      const sums: tf.Tensor4D[] = [];
      for (const [index, { reduce }] of [...streams.entries()].toReversed()) {
        const own = scoped(pass, () => reduce.forward(channelDropout(read[index]!, dropout, pass.context), pass));
        const deeper = sums[0];
        sums.unshift(deeper ? deeper.add<tf.Tensor4D>(own) : own);
      }
      const smoothed = streams.map(({ smooth }, index) => scoped(pass, () => smooth.forward(sums[index]!, pass)));
      const fine: [number, number] = [size[0] / fineStride, size[1] / fineStride];
      // [B, 4 H / patch, 4 W / patch, streams channels / 2]
      const features = scoped(pass, () => tf.concat(streams.map(({ refine }, index) => enlarged(refine.forward(smoothed[index]!, pass), fine)), 3));
      // [B, H, W, classes]
      const logits = enlarged(classifier.forward(features, pass), size);
      return {
        logits,
        features: [{ tensor: smoothed.at(-1)!, stride }, { tensor: features, stride: fineStride }],
        auxiliary: auxiliary.forward(smoothed, size, pass),
      };
    },
  };
}

function stream(encoder: TappedEncoder, level: number, { channels, classes }: { channels: number; classes: number }): Stream {
  const name = `stream${level}`;
  const convolution = (part: string, input: number, output: number, side: number): Layer =>
    normalisedConvolution({ name: `${name}.${part}.convolution`, norm: `${name}.${part}.norm`, input, output, side, activation: 'relu' });
  return {
    level,
    reading: readingOf(`${name}.reading`, level, encoder),
    reduce: convolution('reduce', encoder.channels, channels, 1),
    smooth: convolution('smooth', channels, channels, 3),
    refine: sequence([convolution('refine0', channels, channels / 2, 3), convolution('refine1', channels / 2, channels / 2, 3)]),
    auxiliary: biasedConvolution({ name: `auxiliary.${level}`, input: channels, output: classes, activation: 'linear' }),
  };
}
