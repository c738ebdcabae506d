import { crfRanges } from '../../../src-main/core/vision/crf/crfRanges.ts';
import type { CrfSetting } from '../../../src-main/core/vision/crf/crfRanges.ts';
import type { CrfOptions } from '../../../src-main/core/vision/crf/denseCrf.ts';

/** @returns the options with one setting changed, to the nearest step within its range */
export function withCrfSetting(options: CrfOptions, name: CrfSetting, value: number): CrfOptions {
  const { smallest, largest, step } = crfRanges[name];
  const rounded = Number((Math.round(value / step) * step).toFixed(2));
  return { ...options, [name]: Math.min(Math.max(rounded, smallest), largest) };
}
