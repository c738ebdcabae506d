import type { SampleRange } from '../../canvas/automaticRanges.ts';
import type { ChannelHistogram } from '../../canvas/channelHistograms.ts';

/** Room on either side of what is shown, as a share of it, so that a line at the edge can be taken hold of. */
const margin = 0.02;

/** The sample values from the left to the right edge: all that occur, and both lines. */
export function histogramSpan(histograms: readonly ChannelHistogram[], [low, high]: SampleRange): SampleRange {
  const least = Math.min(low, ...histograms.map(({ minimum }) => minimum));
  const most = Math.max(high, ...histograms.map(({ maximum }) => maximum));
  const room = margin * (most - least || 1);
  return [least - room, most + room];
}

/** @returns where a sample value lies from left to right, 0 … 1 */
export function placeOfSample(value: number, [low, high]: SampleRange): number {
  return Math.min(Math.max((value - low) / (high - low), 0), 1);
}

export function sampleOfPlace(place: number, [low, high]: SampleRange): number {
  return low + place * (high - low);
}

/** Heights of bars over a span, 0 … 1, logarithmic: the few bright pixels of a dark image must be seen. */
export function histogramBars({ minimum, maximum, counts }: ChannelHistogram, span: SampleRange, barCount: number): number[] {
  const bars = new Float64Array(barCount);
  const binWidth = (maximum - minimum) / counts.length;
  for (let bin = 0; bin < counts.length; bin++) {
    const place = placeOfSample(minimum + (bin + 0.5) * binWidth, span);
    bars[Math.min(Math.floor(place * barCount), barCount - 1)]! += counts[bin]!;
  }
  const most = Math.log1p(Math.max(...bars, 1));
  return Array.from(bars, (count) => Math.log1p(count) / most);
}
