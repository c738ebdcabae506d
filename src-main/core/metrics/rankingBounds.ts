import { thresholdOfRecall, usualRecall } from './errorDetection.ts';
import { harmonicDifference } from './harmonicDifference.ts';
import type { ScoreGroups } from './ScoreGroups.ts';
import { countOutcomes } from './ScoreGroups.ts';

/** What a figure lies within when the scores of each group are alike only roughly. */
export interface Bounds {
  readonly lowest: number;
  readonly highest: number;
}

/** Bounds of the exact figures, whatever the order of the scores within each group; null where the figure is undefined. */
export interface RankingBounds {
  readonly areaUnderRoc: Bounds | null;
  readonly averagePrecision: Bounds | null;
  readonly falsePositiveRate: Bounds | null;
  readonly areaUnderRiskCoverage: Bounds | null;
}

/**
 * How far the figures of a `ScoreHistogram` may be from those of the scores themselves. Each bound puts the scores of every group in the
 * worst and the best order, so the true order, with any ties, lies between.
 * @param recall of the false positive rate, above 0 … 1
 * @throws SfumatoError `invalidInput` when the recall is out of range
 */
export function rankingBounds(groups: ScoreGroups, recall = usualRecall): RankingBounds {
  const { positives, negatives } = countOutcomes(groups);
  const { flaggedBefore, flaggedWith } = thresholdOfRecall(groups, recall);
  const isRanked = positives > 0 && negatives > 0;
  return {
    areaUnderRoc: isRanked ? boundsOfRoc(groups, positives * negatives) : null,
    averagePrecision: positives > 0 ? boundsOfPrecision(groups, positives) : null,
    falsePositiveRate: isRanked ? { lowest: flaggedBefore / negatives, highest: flaggedWith / negatives } : null,
    areaUnderRiskCoverage: positives + negatives > 0 ? boundsOfRisk(groups, positives + negatives) : null,
  };
}

/** Within a group every pair of a positive and a negative may be lost or won. */
function boundsOfRoc({ positive, negative }: ScoreGroups, pairs: number): Bounds {
  let [below, lost, open] = [0, 0, 0];
  for (let at = 0; at < positive.length; at++) {
    lost += positive[at]! * below;
    open += positive[at]! * negative[at]!;
    below += negative[at]!;
  }
  return { lowest: lost / pairs, highest: (lost + open) / pairs };
}

/**
 * At best all positives of a group share a score above its negatives; at worst they come one by one after them. The sum of x / (x + k) over
 * x = a + 1 … a + p is p - k (1/(a + k + 1) + … + 1/(a + k + p)).
 */
function boundsOfPrecision({ positive, negative }: ScoreGroups, positives: number): Bounds {
  let [found, alarms, lowest, highest] = [0, 0, 0, 0];
  for (let at = positive.length - 1; at >= 0; at--) {
    const own = positive[at]!;
    if (own > 0) highest += (own * (found + own)) / (found + own + alarms);
    alarms += negative[at]!;
    lowest += own - alarms * harmonicDifference(found + alarms, found + alarms + own);
    found += own;
  }
  return { lowest: lowest / positives, highest: highest / positives };
}

/** At best the errors of a group come after its right ones, at worst before. */
function boundsOfRisk({ positive, negative }: ScoreGroups, total: number): Bounds {
  let [kept, wrong, lowest, highest] = [0, 0, 0, 0];
  for (let at = 0; at < positive.length; at++) {
    const [errors, right] = [positive[at]!, negative[at]!];
    const end = kept + right + errors;
    lowest += wrong * harmonicDifference(kept, kept + right) + errors + (wrong - kept - right) * harmonicDifference(kept + right, end);
    highest += errors + (wrong - kept) * harmonicDifference(kept, kept + errors) + (wrong + errors) * harmonicDifference(kept + errors, end);
    kept = end;
    wrong += errors;
  }
  return { lowest: lowest / total, highest: highest / total };
}
