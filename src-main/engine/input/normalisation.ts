import * as z from 'zod';
import type { GreySource } from './GreySource.ts';

/** How samples become the network's input; part of the model file, for prediction must do what training did. */
export const normalisationSchema = z.strictObject({
  /** One channel: grey, the luma of RGB, or the mean of fluorescence channels (`GreySource`). */
  channels: z.literal('grey'),
  /** Each image less its own mean, divided by its own standard deviation. */
  scale: z.literal('imageMeanAndDeviation'),
  /**
   * `brightBackgroundInverted`: images whose background is bright are turned into their negative, so that stained and
   * fluorescent ones look alike. `asIs`: never, for training images that all have the same polarity.
   */
  polarity: z.enum(['brightBackgroundInverted', 'asIs']),
});

export type Normalisation = z.infer<typeof normalisationSchema>;

export interface GreyStatistics {
  readonly mean: number;
  readonly deviation: number;
  /** Where the median lies between the darkest (0) and the brightest (1) of the ordinary pixels. */
  readonly backgroundLevel: number;
}

/** Rows read at a time: bounds the memory whatever the image's height. */
const bandRows = 256;
/** Pixels looked at for the median; an even sample of so many fixes it to within a percent. */
const sampledPixels = 65_536;
/** Share of pixels at either end that are no ordinary ones: dust and hot pixels. */
const outlierShare = 0.005;
/** Level from which a background counts as bright. */
const brightLevel = 0.5;

/** Statistics of the finite samples; all equal samples give the deviation 1, so that they become zeros. */
export async function measureGrey(source: GreySource): Promise<GreyStatistics> {
  const pixels = source.width * source.height;
  const stride = Math.max(1, Math.floor(pixels / sampledPixels));
  const sample: number[] = [];
  let [count, sum, squares] = [0, 0, 0];
  let shift: number | null = null;
  for (let top = 0; top < source.height; top += bandRows) {
    const band = await source.rows(top, Math.min(source.height, top + bandRows));
    const start = top * source.width;
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
 * near the limit would be turned over at random.
 */
export function chooseNormalisation(images: readonly GreyStatistics[]): Normalisation {
  const levels = images.map(({ backgroundLevel }) => backgroundLevel);
  const mixed = levels.some((level) => level > brightLevel + 0.1) && levels.some((level) => level < brightLevel - 0.1);
  return {
    channels: 'grey',
    scale: 'imageMeanAndDeviation',
    polarity: mixed ? 'brightBackgroundInverted' : 'asIs',
  };
}

/** Turns grey values into network input, in place; samples that are no numbers become the mean. */
export function normaliseGrey(values: Float32Array, statistics: GreyStatistics, normalisation: Normalisation): Float32Array {
  const inverted = normalisation.polarity === 'brightBackgroundInverted' && statistics.backgroundLevel > brightLevel;
  const factor = (inverted ? -1 : 1) / statistics.deviation;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    values[at] = Number.isFinite(value) ? (value - statistics.mean) * factor : 0;
  }
  return values;
}
