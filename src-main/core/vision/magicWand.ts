import type { DisplayRange } from './displayUnits.ts';
import { displayGain } from './displayUnits.ts';
import { growFrom } from './growFrom.ts';
import type { Connectivity, Seed } from './growFrom.ts';
import type { DisplayWindow, PixelMask } from './SampleWindow.ts';
import type { JoinTest } from './TileFlood.ts';

export interface WandRule {
  /** Largest Euclidean distance of a pixel's colour over all channels, in display units (0 … 255 a channel). */
  readonly tolerance: number;
  readonly connectivity: Connectivity;
  /** What colours are compared to: the pixel clicked, or the mean of what was taken so far, which follows slow shading. */
  readonly comparedTo: 'seed' | 'regionMean';
}

/**
 * Connected pixels of a colour like the seed's. With the mean of the region it is seeded region growing for one region,
 * with the fixed tolerance for a stopping rule and pixels taken in the order of their distance in steps.
 * @returns the pixels; the seed is always one of them, unless it lies outside the window
 * Source: Adams & Bischof 1994, "Seeded region growing", IEEE TPAMI 16(6).
 */
export function magicWand(window: DisplayWindow, seed: Seed, rule: WandRule): PixelMask {
  const joins = wandTest(rule, window.channels, [[0, 255]]);
  return growFrom(window, seed, rule.connectivity, (index) => joins(window.values, index));
}

/**
 * The wand's question to each pixel that growth comes to, on the samples as they are stored. It remembers: the first pixel it
 * is asked about is the seed, and every growth needs a test of its own.
 * @param ranges what makes display units of the samples, as `toDisplayUnits` does
 */
export function wandTest(rule: WandRule, channels: number, ranges: readonly DisplayRange[]): JoinTest<ArrayLike<number>> {
  const lows = Float64Array.from({ length: channels }, (_, channel) => ranges[Math.min(channel, ranges.length - 1)]![0]);
  const gains = Float64Array.from({ length: channels }, (_, channel) => displayGain(ranges[Math.min(channel, ranges.length - 1)]!));
  const largest = rule.tolerance ** 2;
  const mean = new Float64Array(channels);
  const own = new Float64Array(channels);
  let taken = 0;
  return (samples, index) => {
    let distance = 0;
    for (let channel = 0, at = index * channels; channel < channels; channel++, at++) {
      const value = Math.fround((samples[at]! - lows[channel]!) * gains[channel]!);
      own[channel] = Number.isFinite(value) ? value : 0;
      if (taken > 0) distance += (own[channel]! - mean[channel]!) ** 2;
    }
    if (distance > largest) return false;
    if (taken === 0) mean.set(own);
    taken++;
    if (rule.comparedTo === 'regionMean') for (let channel = 0; channel < channels; channel++) mean[channel]! += (own[channel]! - mean[channel]!) / taken;
    return true;
  };
}
