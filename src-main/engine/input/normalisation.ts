import * as z from 'zod';
import type { EngineImage } from '../engineApi.ts';
import type { InputSource } from './InputSource.ts';
import { unitRangeOf } from './unitRange.ts';

/** How samples become the network's input; part of the model file, for prediction must do what training did. */
export const normalisationSchema = z
  .strictObject({
    /** `grey`: one channel, the luma of RGB or the mean of fluorescence channels. `colour`: three (`channelsOfSamples.ts`). */
    channels: z.enum(['grey', 'colour']),
    /**
     * `imageMeanAndDeviation`: each image less its own mean, divided by its own standard deviation. Of colour, both are those of all
     * three channels together: each channel by its own would take the hue away from an image that has one hue all over.
     * `imagenet`: each colour from 0 to 1 (`unitRange.ts`) less ImageNet's mean, divided by its deviation, as encoders with
     * published weights were taught.
     */
    scale: z.enum(['imageMeanAndDeviation', 'imagenet']),
    /**
     * `brightBackgroundInverted`: images whose background is bright are turned into their negative, so that stained and
     * fluorescent ones look alike. `asIs`: never, for training images that all have the same polarity.
     */
    polarity: z.enum(['brightBackgroundInverted', 'asIs']),
  })
  .refine(({ channels, scale }) => channels === 'colour' || scale !== 'imagenet', { error: 'ImageNet has no mean of one channel' });

export type Normalisation = z.infer<typeof normalisationSchema>;

/** What a network is to see; without a polarity, the images decide on it. */
export type WantedNormalisation = Pick<Normalisation, 'channels' | 'scale'> & { readonly polarity?: Normalisation['polarity'] };

export const greyInput: WantedNormalisation = { channels: 'grey', scale: 'imageMeanAndDeviation' };

/** Of all channels together. */
export interface InputStatistics {
  readonly mean: number;
  readonly deviation: number;
  /** Where the median lies between the darkest (0) and the brightest (1) of the ordinary pixels. */
  readonly backgroundLevel: number;
}

/** Rows read at a time: bounds the memory whatever the image's height. */
const bandRows = 256;
/** Values looked at for the median; an even sample of so many fixes it to within a percent. */
const sampledValues = 65_536;
/** Share of pixels at either end that are no ordinary ones: dust and hot pixels. */
const outlierShare = 0.005;
/** Level from which a background counts as bright. */
const brightLevel = 0.5;

/** Statistics of the finite samples; all equal samples give the deviation 1, so that they become zeros. */
export async function measureInput(source: InputSource): Promise<InputStatistics> {
  const rowValues = source.width * source.channelCount;
  const stride = Math.max(1, Math.floor((rowValues * source.height) / sampledValues));
  const sample: number[] = [];
  let [count, sum, squares] = [0, 0, 0];
  let shift: number | null = null;
  for (let top = 0; top < source.height; top += bandRows) {
    const band = await source.rows(top, Math.min(source.height, top + bandRows));
    const start = top * rowValues;
    for (let at = 0; at < band.length; at++) {
      const value = band[at]!;
      if (!Number.isFinite(value)) continue;
      // Sums are taken about a first value: about zero, large offsets would drown the variance in rounding.
      shift ??= value;
      count++;
      sum += value - shift;
      squares += (value - shift) ** 2;
      if ((start + at) % stride === 0) sample.push(value);
    }
  }
  if (count === 0) return { mean: 0, deviation: 1, backgroundLevel: 0 };
  const mean = sum / count;
  const variance = squares / count - mean * mean;
  return {
    mean: mean + shift!,
    deviation: variance > 0 ? Math.sqrt(variance) : 1,
    backgroundLevel: levelOfMedian(Float32Array.from(sample).sort()),
  };
}

function levelOfMedian(sorted: Float32Array): number {
  if (sorted.length === 0) return 0;
  const quantile = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  const low = quantile(outlierShare);
  const span = quantile(1 - outlierShare) - low;
  return span > 0 ? (quantile(0.5) - low) / span : 0;
}

/**
 * Inverts bright backgrounds only where the training images are clearly of both kinds: in a set of one kind, images
 * near the limit would be turned over at random. Colours are never inverted: their negatives are other colours.
 */
export function chooseNormalisation(images: readonly InputStatistics[], { channels, scale, polarity }: WantedNormalisation): Normalisation {
  if (polarity || channels === 'colour') return { channels, scale, polarity: polarity ?? 'asIs' };
  const levels = images.map(({ backgroundLevel }) => backgroundLevel);
  const mixed = levels.some((level) => level > brightLevel + 0.1) && levels.some((level) => level < brightLevel - 0.1);
  return { channels, scale, polarity: mixed ? 'brightBackgroundInverted' : 'asIs' };
}

/** How one channel's values become input: (value - shift) * factor. */
export interface ChannelScale {
  readonly shift: number;
  readonly factor: number;
}

/** Of red, green and blue from 0 to 1. Source: Deng et al. 2009 (ImageNet), as torchvision and timm give them with their weights. */
const imagenetMean = [0.485, 0.456, 0.406] as const;
const imagenetDeviation = [0.229, 0.224, 0.225] as const;

/** @returns one scale for all channels alike, or one for each of the three */
export function scalesOf(image: EngineImage, statistics: InputStatistics, { scale, polarity }: Normalisation): readonly ChannelScale[] {
  if (scale === 'imagenet') {
    const [low, high] = unitRangeOf(image);
    return imagenetMean.map((mean, channel) => ({ shift: low + mean * (high - low), factor: 1 / (imagenetDeviation[channel]! * (high - low)) }));
  }
  const inverted = polarity === 'brightBackgroundInverted' && statistics.backgroundLevel > brightLevel;
  return [{ shift: statistics.mean, factor: (inverted ? -1 : 1) / statistics.deviation }];
}

/** Turns an image's values into network input, in place; samples that are no numbers become zero: the mean. */
export function normaliseInput(values: Float32Array, scales: readonly ChannelScale[]): Float32Array {
  for (const [channel, { shift, factor }] of scales.entries()) {
    for (let at = channel; at < values.length; at += scales.length) {
      const value = values[at]!;
      values[at] = Number.isFinite(value) ? (value - shift) * factor : 0;
    }
  }
  return values;
}
