import type { LearnedLossCheck } from '../insights/learnedLossCheck.ts';
import type { EvaluationFigures } from '../records.ts';
import type { QueueSettings } from './ReviewSettings.ts';

/** Whether the queue may go by what the loss head foresees, and by what that was judged. */
export interface LearnedLossTrust {
  readonly isTrusted: boolean;
  /** Rank correlation of the foreseen with the true loss, -1 … 1; null where it was not measured, which speaks against nothing. */
  readonly correlation: number | null;
}

/**
 * Judges a model's learned loss: by the errors that were found in its settled regions where there are enough of them, before that by its
 * figures on held-back images.
 * @param figures null for a model that was not measured @param check null where nothing was looked at
 */
export function learnedLossTrust(
  figures: Pick<EvaluationFigures, 'learnedLossCorrelation'> | null,
  check: Pick<LearnedLossCheck, 'isTrusted' | 'correlation'> | null,
  { learnedLossLimit }: Pick<QueueSettings, 'learnedLossLimit'>,
): LearnedLossTrust {
  if (check?.correlation) return { isTrusted: check.isTrusted, correlation: check.correlation.estimate };
  const correlation = figures?.learnedLossCorrelation ?? null;
  return { isTrusted: correlation === null || correlation >= learnedLossLimit, correlation };
}
