import { withoutSmallObjects } from './connectedObjects.ts';
import { otsuThreshold } from './otsu.ts';
import { maskCount } from './SampleWindow.ts';
import type { PixelMask, PlaneWindow } from './SampleWindow.ts';

export interface ThresholdRule {
  /** In the window's own unit; pixels of exactly this brightness are bright. */
  readonly threshold: number;
  readonly objects: 'light' | 'dark';
  /** Smaller connected groups (8 neighbours) are left out. 1 keeps everything. */
  readonly smallestObjectPx: number;
}

/** Otsu's threshold of the pixels inside, or null when they are all alike. @param inside null for all pixels */
export function thresholdStart(window: PlaneWindow, inside: PixelMask | null): number | null {
  if (!inside) return otsuThreshold(window.values);
  const values = new Float64Array(maskCount(inside));
  for (let index = 0, at = 0; index < inside.data.length; index++) if (inside.data[index] === 1) values[at++] = window.values[index]!;
  return otsuThreshold(values);
}

/** Light or dark objects among the pixels inside. @param inside null for all pixels */
export function thresholdRegion(window: PlaneWindow, inside: PixelMask | null, rule: ThresholdRule): PixelMask {
  const { width, height, values } = window;
  const wanted = rule.objects === 'light';
  const data = new Uint8Array(width * height);
  for (let index = 0; index < data.length; index++) {
    if (inside && inside.data[index] === 0) continue;
    if (values[index]! >= rule.threshold === wanted) data[index] = 1;
  }
  return withoutSmallObjects({ width, height, data }, rule.smallestObjectPx, 8);
}
