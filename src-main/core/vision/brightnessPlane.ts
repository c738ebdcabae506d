import { displayGain } from './displayUnits.ts';
import type { DisplayRange } from './displayUnits.ts';
import type { PlaneWindow, SampleWindow } from './SampleWindow.ts';

/**
 * Brightness of each pixel in display units, to the bit what `brightnessOf` makes of `toDisplayUnits`, without holding the
 * display units of all channels, which would take a large window's memory several times over.
 * @param ranges one a channel; where fewer are given the last serves for the rest
 * @param channel null for the mean of all
 */
export function brightnessPlane({ width, height, channels, samples }: SampleWindow, ranges: readonly DisplayRange[], channel: number | null): PlaneWindow {
  const values = new Float32Array(width * height);
  const first = channel === null ? 0 : Math.min(channel, channels - 1);
  const end = channel === null ? channels : first + 1;
  const rangeOf = (each: number): DisplayRange => ranges[Math.min(each, ranges.length - 1)]!;
  const lows = Float64Array.from({ length: channels }, (_, each) => rangeOf(each)[0]);
  const gains = Float64Array.from({ length: channels }, (_, each) => displayGain(rangeOf(each)));
  for (let pixel = 0; pixel < values.length; pixel++) {
    let sum = 0;
    for (let each = first; each < end; each++) {
      const value = (samples[pixel * channels + each]! - lows[each]!) * gains[each]!;
      if (Number.isFinite(value)) sum += Math.fround(value);
    }
    values[pixel] = sum / (end - first);
  }
  return { width, height, values };
}
