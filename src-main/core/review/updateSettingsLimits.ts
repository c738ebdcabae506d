import type { UpdateSettings } from './ReviewSettings.ts';

/** What each setting of updates may be: the window's fields, the command line and the check of every request go by it. */
export const updateSettingsLimits = {
  evaluationShare: { minimum: 0, maximum: 0.5 },
  promotionMargin: { minimum: 0, maximum: 0.1 },
  updateAfter: { minimum: 0, maximum: 10_000 },
} as const satisfies Record<keyof UpdateSettings, { readonly minimum: number; readonly maximum: number }>;
