import { signFlipTest } from './signFlipTest.ts';
import { studentQuantile } from './studentQuantile.ts';

/** Risk taken with each of the three questions: better, not worse, worse. */
export const significance = 0.05;

/** With fewer pairs no sign pattern is rarer than `significance`: 1 in 2^4 is more. */
export const leastImages = 5;

/**
 * `better`: its images gained more than chance explains. `notWorse`: what it may have lost is less than the margin. `worse`: it lost
 * more than chance explains. `cannotTell`: none of these can be said.
 */
export type ComparisonVerdict = 'better' | 'notWorse' | 'worse' | 'cannotTell';

/** Why it cannot be told: no image both were measured on, fewer than any test needs, or differences that vary too much. */
export type WhyUntold = 'noImages' | 'fewImages' | 'uncertain';

export interface JudgedDifferences {
  readonly verdict: ComparisonVerdict;
  /** Null where there is a verdict. */
  readonly why: WhyUntold | null;
  /** Mean difference, after - before; 0 without any. */
  readonly mean: number;
  /** Above this lies the mean, and below `upper`, each with a probability of 0.95; null with fewer than two. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Probability of such a gain, and of such a loss, were there no difference, 0 … 1. */
  readonly gainByChance: number;
  readonly lossByChance: number;
}

/**
 * Judges a challenger by its images, each measured under both models: a sign-flip test for a gain or a loss, and for "not worse" a
 * one-sided bound of Student's t on the mean against a margin.
 * @param differences after - before of each image, for example of Dice
 * @param margin what may be lost without anybody's caring, in the same unit, 0 …
 * Source: non-inferiority by a confidence bound: Piaggio et al. 2012 (CONSORT).
 */
export function judgeDifferences(differences: readonly number[], margin: number, seed = 1): JudgedDifferences {
  const count = differences.length;
  const mean = count === 0 ? 0 : differences.reduce((sum, value) => sum + value, 0) / count;
  const reach = count < 2 ? null : studentQuantile(1 - significance, count - 1) * standardErrorOf(differences, mean);
  const gainByChance = signFlipTest(differences, seed);
  const lossByChance = signFlipTest(differences.map((value) => -value), seed);
  const lower = reach === null ? null : mean - reach;
  const judged = judge({ count, mean, lower, margin, gainByChance, lossByChance });
  return { ...judged, mean, lower, upper: reach === null ? null : mean + reach, gainByChance, lossByChance };
}

interface Judging {
  readonly count: number;
  readonly mean: number;
  readonly lower: number | null;
  readonly margin: number;
  readonly gainByChance: number;
  readonly lossByChance: number;
}

function judge({ count, mean, lower, margin, gainByChance, lossByChance }: Judging): Pick<JudgedDifferences, 'verdict' | 'why'> {
  if (count === 0) return { verdict: 'cannotTell', why: 'noImages' };
  if (count < leastImages || lower === null) return { verdict: 'cannotTell', why: 'fewImages' };
  if (mean > 0 && gainByChance <= significance) return { verdict: 'better', why: null };
  if (lower > -margin) return { verdict: 'notWorse', why: null };
  if (mean < 0 && lossByChance <= significance) return { verdict: 'worse', why: null };
  return { verdict: 'cannotTell', why: 'uncertain' };
}

function standardErrorOf(values: readonly number[], mean: number): number {
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}
