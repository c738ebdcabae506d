import type { EvaluationFigures } from '../records.ts';
import type { ReviewSettings } from './ReviewSettings.ts';

/** Whether the queue may go by what the loss head foresees, and by what that was judged. */
export interface LearnedLossTrust {
  readonly isTrusted: boolean;
  /** Rank correlation of the foreseen with the true loss, -1 … 1; null where it was not measured, which speaks against nothing. */
  readonly correlation: number | null;
}

/** Judges a model's learned loss by its figures on held-back images. @param figures null for a model that was not measured */
export function learnedLossTrust(figures: Pick<EvaluationFigures, 'learnedLossCorrelation'> | null, { learnedLossLimit }: Pick<ReviewSettings, 'learnedLossLimit'>): LearnedLossTrust {
  const correlation = figures?.learnedLossCorrelation ?? null;
  return { isTrusted: correlation === null || correlation >= learnedLossLimit, correlation };
}
