import { percentile } from './channelHistograms.ts';
import type { ChannelHistogram } from './channelHistograms.ts';
import type { LookedAt } from './ImageLook.ts';

export type SampleRange = readonly [low: number, high: number];

/** Share of samples clipped at either end: hot pixels must not darken an image, and a few bright cells must not burn out. */
const tail = 0.002;
/** Of the declared range, used when the samples fill at least this share of it: then black and white mean what the file says. */
const filledShare = 0.5;

/**
 * The window of each channel that makes an image well visible: the range it was imported with where its samples fill
 * that, else the percentiles of the samples. Channels of a fluorescence image are always measured, for a dim one says no
 * less than a bright one. Red, green and blue share one window, so that no colour shifts.
 * @param histograms one a shown channel, of the coarsest pyramid level
 */
export function automaticRanges(image: LookedAt, histograms: readonly ChannelHistogram[]): SampleRange[] {
  const isWhole = image.sampleType !== 'float32';
  const measured = histograms.map((histogram) => (isWhole ? wholeRange(percentileRange(histogram)) : percentileRange(histogram)));
  if (image.colour === 'channels') return measured;
  if (image.colour === 'rgb') {
    const high = Math.max(...measured.map((range) => range[1]));
    const declared = widest(image.channelRanges);
    const shared: SampleRange = high - declared[0] >= filledShare * (declared[1] - declared[0]) ? declared : [declared[0], high];
    return measured.map(() => shared);
  }
  return measured.map((range, at) => {
    const declared = image.channelRanges[at];
    return declared && isFilled(declared, range) ? declared : range;
  });
}

export function percentileRange(histogram: ChannelHistogram): SampleRange {
  const low = percentile(histogram, tail);
  const high = percentile(histogram, 1 - tail);
  return high > low ? [low, high] : [histogram.minimum, Math.max(histogram.maximum, histogram.minimum + 1)];
}

/** Everything from the darkest to the brightest sample; for bytes, all of them. */
export function fullRanges(image: Pick<LookedAt, 'colour' | 'sampleType'>, histograms: readonly ChannelHistogram[]): SampleRange[] {
  if (image.sampleType === 'uint8') return histograms.map(() => [0, 255]);
  const ranges = histograms.map(({ minimum, maximum }): SampleRange => [minimum, maximum > minimum ? maximum : minimum + 1]);
  return image.colour === 'rgb' ? ranges.map(() => widest(ranges)) : ranges;
}

/** Samples that are whole numbers are windowed by such. */
function wholeRange([low, high]: SampleRange): SampleRange {
  return [Math.floor(low + 1e-6), Math.max(Math.ceil(high - 1e-6), Math.floor(low) + 1)];
}

function isFilled([low, high]: SampleRange, measured: SampleRange): boolean {
  const within = Math.min(high, measured[1]) - Math.max(low, measured[0]);
  return within >= filledShare * (high - low);
}

function widest(ranges: readonly SampleRange[]): SampleRange {
  return [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map((range) => range[1]))];
}
