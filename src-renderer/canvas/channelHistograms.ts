import type { Samples } from './paintImage.ts';

/** How often the sample values of one channel occur. */
export interface ChannelHistogram {
  /** Smallest and largest sample. */
  readonly minimum: number;
  readonly maximum: number;
  /** Samples in each of `binCount` bins of equal width over minimum … maximum. */
  readonly counts: Uint32Array;
  readonly total: number;
}

/** Fine enough that a percentile of a 16-bit image lies within half a grey level of the screen. */
export const binCount = 512;

/**
 * @param samples interleaved; what is no finite number is left out
 * @param channels samples a pixel; the first `shown` of them are counted
 */
export function channelHistograms(samples: Samples, channels: number, shown: number): ChannelHistogram[] {
  return Array.from({ length: shown }, (_, channel) => {
    let minimum = Infinity;
    let maximum = -Infinity;
    for (let at = channel; at < samples.length; at += channels) {
      const value = samples[at]!;
      if (value < minimum && value > -Infinity) minimum = value;
      if (value > maximum && value < Infinity) maximum = value;
    }
    if (minimum > maximum) return { minimum: 0, maximum: 1, counts: new Uint32Array(binCount), total: 0 };
    const counts = new Uint32Array(binCount);
    const perBin = binCount / (maximum - minimum || 1);
    let total = 0;
    for (let at = channel; at < samples.length; at += channels) {
      const value = samples[at]!;
      if (!(value >= minimum && value <= maximum)) continue;
      counts[Math.min(Math.floor((value - minimum) * perBin), binCount - 1)]!++;
      total++;
    }
    return { minimum, maximum, counts, total };
  });
}

/**
 * @param share 0 … 1
 * @returns the sample value that this share of the samples does not exceed, to within a bin; `minimum` without samples
 */
export function percentile({ minimum, maximum, counts, total }: ChannelHistogram, share: number): number {
  const wanted = share * total;
  const binWidth = (maximum - minimum) / counts.length;
  let below = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin]!;
    if (count > 0 && below + count >= wanted) return minimum + (bin + Math.max((wanted - below) / count, 0)) * binWidth;
    below += count;
  }
  return minimum;
}
