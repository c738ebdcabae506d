import type { CrfOptions } from './denseCrf.ts';

export type CrfSetting = keyof CrfOptions;

/** What can be set about the refinement of predictions: lengths in image pixels, the tolerance in display units (0 … 255). */
export const crfRanges = {
  appearanceWeight: { smallest: 0, largest: 30, step: 0.5 },
  appearanceReachPx: { smallest: 4, largest: 96, step: 2 },
  appearanceTolerance: { smallest: 2, largest: 80, step: 1 },
  smoothnessWeight: { smallest: 0, largest: 20, step: 0.5 },
  smoothnessReachPx: { smallest: 0.5, largest: 10, step: 0.5 },
  iterations: { smallest: 1, largest: 20, step: 1 },
} as const satisfies Readonly<Record<CrfSetting, { readonly smallest: number; readonly largest: number; readonly step: number }>>;

export const crfSettings = Object.keys(crfRanges) as CrfSetting[];
