import { areaUnderRoc, averagePrecision, falsePositiveRate } from './errorDetection.ts';
import type { RankingBounds } from './rankingBounds.ts';
import { rankingBounds } from './rankingBounds.ts';
import type { RiskCoveragePoint } from './riskCoverage.ts';
import { areaUnderRiskCoverage, excessAreaUnderRiskCoverage, riskCoverageCurve } from './riskCoverage.ts';
import type { ScoreGroups } from './ScoreGroups.ts';

/** How well a score puts the positives (wrong pixels) above the rest; null where a figure is undefined. */
export interface RankingFigures {
  /** 0 … 1, 0.5 by chance. */
  readonly areaUnderRoc: number | null;
  /** 0 … 1, the share of positives by chance. */
  readonly averagePrecision: number | null;
  /** Share of negatives flagged where 95 % of the positives are, 0 … 1. */
  readonly falsePositiveRate: number | null;
  /** Mean share wrong among the surest, 0 … 1, and what it is above that of the best ranking. */
  readonly areaUnderRiskCoverage: number | null;
  readonly excessAreaUnderRiskCoverage: number | null;
  readonly riskCoverage: readonly RiskCoveragePoint[];
  /** Where the figures of the scores themselves lie when the groups are bins. */
  readonly bounds: RankingBounds;
}

/** Every figure of ranking, with 95 % as the recall. */
export function rankingFigures(groups: ScoreGroups): RankingFigures {
  return {
    areaUnderRoc: areaUnderRoc(groups),
    averagePrecision: averagePrecision(groups),
    falsePositiveRate: falsePositiveRate(groups),
    areaUnderRiskCoverage: areaUnderRiskCoverage(groups),
    excessAreaUnderRiskCoverage: excessAreaUnderRiskCoverage(groups),
    riskCoverage: riskCoverageCurve(groups),
    bounds: rankingBounds(groups),
  };
}
