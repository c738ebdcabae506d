import { growFrom } from './growFrom.ts';
import type { Connectivity, Seed } from './growFrom.ts';
import type { PixelMask } from './SampleWindow.ts';
import type { JoinTest } from './TileFlood.ts';

/** Probability of one class as a byte a pixel: 0 … 255 stand for 0 … 1. */
export interface ProbabilityWindow {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/**
 * Connected pixels whose probability reaches the threshold.
 * @param threshold 0 … 1
 * @returns empty when the seed's own probability lies below the threshold
 */
export function regionGrow(
  window: ProbabilityWindow,
  seed: Seed,
  { threshold, connectivity }: { readonly threshold: number; readonly connectivity: Connectivity },
): PixelMask {
  const joins = probabilityTest(threshold);
  return growFrom(window, seed, connectivity, (index) => joins(window.values, index));
}

/** Whether a pixel's probability reaches the threshold (0 … 1), asked of a tile's bytes. */
export function probabilityTest(threshold: number): JoinTest<Uint8Array> {
  // Bytes are compared as bytes: p = k / 255 reaches a threshold of exactly k / 255.
  const lowest = threshold * 255 - 1e-6;
  return (values, index) => values[index]! >= lowest;
}
