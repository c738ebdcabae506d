import { harmonicDifference } from './harmonicDifference.ts';
import type { ScoreGroups } from './ScoreGroups.ts';
import { countOutcomes } from './ScoreGroups.ts';

/** What is left wrong when only the surest share is kept. */
export interface RiskCoveragePoint {
  /** Share kept, above 0 … 1. */
  readonly coverage: number;
  /** Share of the kept that is wrong, 0 … 1. */
  readonly risk: number;
}

/**
 * Area under the risk-coverage curve (AURC): the mean, over k = 1 … n, of the share wrong among the k surest. Among equal scores the order
 * is open; the value is the mean over every order, in closed form.
 * @param groups positive = wrong, by uncertainty
 * @returns 0 … 1, lower is better; null when there is nothing
 * Source: Geifman & El-Yaniv 2017, arXiv:1705.08500; Geifman et al. 2019, arXiv:1805.08206.
 */
export function areaUnderRiskCoverage(groups: ScoreGroups): number | null {
  const total = countAll(groups);
  if (total === 0) return null;
  let kept = 0;
  let wrong = 0;
  let sum = 0;
  for (let at = 0; at < groups.positive.length; at++) {
    const errors = groups.positive[at]!;
    const size = errors + groups.negative[at]!;
    if (size === 0) continue;
    // Sum over i = 1 … size of (wrong + i errors / size) / (kept + i).
    sum += errors + (wrong - (errors / size) * kept) * harmonicDifference(kept, kept + size);
    kept += size;
    wrong += errors;
  }
  return sum / total;
}

/**
 * The least area that any ranking of as many errors could have: all of them come last.
 * @returns 0 … 1; null when there is nothing
 */
export function leastAreaUnderRiskCoverage(groups: ScoreGroups): number | null {
  const { positives, negatives } = countOutcomes(groups);
  const total = positives + negatives;
  return total === 0 ? null : (positives - negatives * harmonicDifference(negatives, total)) / total;
}

/**
 * Excess area (E-AURC): what the ranking loses against the best one, so that models of unlike accuracy can be compared.
 * @returns 0 … 1, 0 for a perfect ranking; null when there is nothing
 * Source: Geifman et al. 2019, arXiv:1805.08206, section 3; with the sum itself for the best ranking, not its limit.
 */
export function excessAreaUnderRiskCoverage(groups: ScoreGroups): number | null {
  const [area, least] = [areaUnderRiskCoverage(groups), leastAreaUnderRiskCoverage(groups)];
  // Rounding may take a perfect ranking a hair below.
  return area === null || least === null ? null : Math.max(0, area - least);
}

/**
 * The curve itself at evenly spaced coverages, each rounded up to a whole number kept; within equal scores errors are spread evenly.
 * @param points 1 or more; never more points than scores
 * @returns from the smallest coverage to 1; empty when there is nothing
 */
export function riskCoverageCurve(groups: ScoreGroups, points = 100): RiskCoveragePoint[] {
  const total = countAll(groups);
  const curve: RiskCoveragePoint[] = [];
  let [at, kept, wrong] = [0, 0, 0];
  for (let point = 1; point <= Math.min(points, total); point++) {
    const wanted = Math.ceil((point * total) / Math.min(points, total));
    const sizeOf = (group: number): number => groups.positive[group]! + groups.negative[group]!;
    while (kept + sizeOf(at) < wanted) {
      kept += sizeOf(at);
      wrong += groups.positive[at]!;
      at++;
    }
    const share = (wanted - kept) / sizeOf(at);
    curve.push({ coverage: wanted / total, risk: (wrong + share * groups.positive[at]!) / wanted });
  }
  return curve;
}

function countAll(groups: ScoreGroups): number {
  const { positives, negatives } = countOutcomes(groups);
  return positives + negatives;
}
