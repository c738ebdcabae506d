import { growFrom } from './growFrom.ts';
import type { Connectivity, Seed } from './growFrom.ts';
import { emptyMask } from './SampleWindow.ts';
import type { DisplayWindow, PixelMask } from './SampleWindow.ts';

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
  const { width, height, channels, values } = window;
  if (seed.x < 0 || seed.y < 0 || seed.x >= width || seed.y >= height) return emptyMask(width, height);
  const start = (seed.y * width + seed.x) * channels;
  const colour = Float64Array.from(values.subarray(start, start + channels));
  const largest = rule.tolerance ** 2;
  const isNear = (index: number): boolean => {
    let distance = 0;
    for (let channel = 0, at = index * channels; channel < channels; channel++, at++) {
      distance += (values[at]! - colour[channel]!) ** 2;
    }
    return distance <= largest;
  };
  if (rule.comparedTo === 'seed') return growFrom(window, seed, rule.connectivity, isNear);
  let taken = 0;
  return growFrom(window, seed, rule.connectivity, (index) => {
    if (!isNear(index)) return false;
    taken++;
    for (let channel = 0, at = index * channels; channel < channels; channel++, at++) {
      colour[channel]! += (values[at]! - colour[channel]!) / taken;
    }
    return true;
  });
}
