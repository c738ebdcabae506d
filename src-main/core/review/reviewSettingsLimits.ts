import type { ReviewSettings } from './ReviewSettings.ts';

/** More of the queue at random and among confident places together, and the strategy would hardly be asked. */
export const mostShares = 0.5;

/** What each setting may be: the window's fields, the command line and the check of every request go by it. */
export const reviewSettingsLimits = {
  randomShare: { minimum: 0, maximum: mostShares },
  auditShare: { minimum: 0, maximum: mostShares },
  learnedLossLimit: { minimum: -1, maximum: 1 },
  evaluationShare: { minimum: 0, maximum: 0.5 },
  promotionMargin: { minimum: 0, maximum: 0.1 },
  updateAfter: { minimum: 0, maximum: 10_000 },
} as const satisfies Record<Exclude<keyof ReviewSettings, 'strategy'>, { readonly minimum: number; readonly maximum: number }>;
