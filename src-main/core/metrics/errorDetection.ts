import { SfumatoError } from '../SfumatoError.ts';
import type { ScoreGroups } from './ScoreGroups.ts';
import { countOutcomes } from './ScoreGroups.ts';

/** Share of the positives to be found, at which false alarms are counted. */
export const usualRecall = 0.95;

/**
 * Area under the receiver operating characteristic: how likely a positive has a higher score than a negative, equal scores counting half.
 * @returns 0 … 1, 0.5 by chance; null without a positive or without a negative
 * Source: Hanley & McNeil 1982, Radiology 143(1), 29; for errors of classifiers Hendrycks & Gimpel 2017, arXiv:1610.02136.
 */
export function areaUnderRoc(groups: ScoreGroups): number | null {
  const { positives, negatives } = countOutcomes(groups);
  if (positives === 0 || negatives === 0) return null;
  let below = 0;
  let won = 0;
  for (let at = 0; at < groups.positive.length; at++) {
    won += groups.positive[at]! * (below + groups.negative[at]! / 2);
    below += groups.negative[at]!;
  }
  return won / (positives * negatives);
}

/**
 * Average precision, the area under the precision-recall curve: precision at each score weighed by the recall gained there, without
 * interpolation (as scikit-learn and torchmetrics have it).
 * @returns above 0 … 1, the share of positives by chance; null without a positive
 * Source: Davis & Goadrich 2006, ICML, for why curves are not interpolated linearly.
 */
export function averagePrecision(groups: ScoreGroups): number | null {
  const { positives } = countOutcomes(groups);
  if (positives === 0) return null;
  let found = 0;
  let flagged = 0;
  let sum = 0;
  for (let at = groups.positive.length - 1; at >= 0; at--) {
    found += groups.positive[at]!;
    flagged += groups.positive[at]! + groups.negative[at]!;
    sum += groups.positive[at]! * (found / flagged);
  }
  return sum / positives;
}

/** Where a descending threshold first finds the wanted share of the positives: negatives flagged before that score, and with it. */
export interface RecallThreshold {
  readonly flaggedBefore: number;
  readonly flaggedWith: number;
}

/**
 * @param recall share of the positives to be found, above 0 … 1
 * @throws SfumatoError `invalidInput` when the recall is out of range
 */
export function thresholdOfRecall(groups: ScoreGroups, recall: number): RecallThreshold {
  if (!(recall > 0 && recall <= 1)) throw new SfumatoError('invalidInput', `false positives at a recall: wanted one above 0, at most 1, got ${recall}`);
  const { positives } = countOutcomes(groups);
  let found = 0;
  let flagged = 0;
  for (let at = groups.positive.length - 1; at >= 0; at--) {
    found += groups.positive[at]!;
    flagged += groups.negative[at]!;
    if (found / positives >= recall) return { flaggedBefore: flagged - groups.negative[at]!, flaggedWith: flagged };
  }
  return { flaggedBefore: flagged, flaggedWith: flagged };
}

/**
 * Share of the negatives whose score reaches the highest threshold at which the wanted share of positives is found (FPR at 95 % TPR),
 * without interpolation between thresholds.
 * @param recall above 0 … 1
 * @returns 0 … 1, lower is better; null without a positive or without a negative
 * @throws SfumatoError `invalidInput` when the recall is out of range
 * Source: Liang et al. 2018 (ODIN), arXiv:1706.02690.
 */
export function falsePositiveRate(groups: ScoreGroups, recall = usualRecall): number | null {
  const { flaggedWith } = thresholdOfRecall(groups, recall);
  const { positives, negatives } = countOutcomes(groups);
  return positives === 0 || negatives === 0 ? null : flaggedWith / negatives;
}
