import { SfumatoError } from '../SfumatoError.ts';
import type { DisplayWindow, PlaneWindow, SampleWindow } from './SampleWindow.ts';

/** A display range of sample values: what is shown black and what white. */
export type DisplayRange = readonly [low: number, high: number];

/** Contrast below this many display units cannot be seen; a range of no width would divide by nothing. */
const smallestRange = 1e-12;

/**
 * Samples in the units that the eye compares: each channel's display range becomes 0 … 255. A tool's tolerance then means
 * the same for a 12-bit microscope as for a photograph. Samples that are no number count as black.
 * @param ranges one a channel; where fewer are given the last serves for the rest
 * @throws SfumatoError `invalidInput` when the samples do not fill the window or no range is given
 */
export function toDisplayUnits(window: SampleWindow, ranges: readonly DisplayRange[]): DisplayWindow {
  const { width, height, channels, samples } = window;
  if (samples.length !== width * height * channels || ranges.length === 0) {
    throw new SfumatoError(
      'invalidInput',
      `samples of a window of ${width} x ${height} x ${channels}: wanted ${width * height * channels} and a display range, got ${samples.length} and ${ranges.length}`,
    );
  }
  const values = new Float32Array(samples.length);
  for (let channel = 0; channel < channels; channel++) {
    const [low, high] = ranges[Math.min(channel, ranges.length - 1)]!;
    const gain = displayGain([low, high]);
    for (let at = channel; at < values.length; at += channels) {
      const value = (samples[at]! - low) * gain;
      values[at] = Number.isFinite(value) ? value : 0;
    }
  }
  return { width, height, channels, values };
}

/** Display units for one unit of a sample. */
export function displayGain([low, high]: DisplayRange): number {
  return 255 / Math.max(high - low, smallestRange);
}

/** Brightness of each pixel: the mean of its channels, or one channel alone. @param channel null for the mean */
export function brightnessOf(window: DisplayWindow, channel: number | null): PlaneWindow {
  const { width, height, channels, values } = window;
  const plane = new Float32Array(width * height);
  for (let pixel = 0, at = 0; pixel < plane.length; pixel++, at += channels) {
    if (channel !== null) {
      plane[pixel] = values[at + Math.min(channel, channels - 1)]!;
      continue;
    }
    let sum = 0;
    for (let each = 0; each < channels; each++) sum += values[at + each]!;
    plane[pixel] = sum / channels;
  }
  return { width, height, values: plane };
}
