import { SfumatoError } from '../SfumatoError.ts';

/** Value of an outcome that is neither positive nor negative: an unlabelled pixel. */
export const leftOut = 255;

/**
 * Scores with the outcome that they are to foretell, gathered into groups of equal scores, from the lowest score to the highest. Positive
 * is what a high score foretells: a wrong pixel, or one of a foreign image. Everything about ranking follows from these counts.
 */
export interface ScoreGroups {
  /** Outcomes of either kind in each group. */
  readonly positive: Float64Array;
  readonly negative: Float64Array;
}

/** Outcomes of either kind over all groups. */
export function countOutcomes({ positive, negative }: ScoreGroups): { readonly positives: number; readonly negatives: number } {
  const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0);
  return { positives: sum(positive), negatives: sum(negative) };
}

/**
 * The exact groups, by sorting: for as many scores as may lie in memory at once. `ScoreHistogram` gathers any number.
 * @param outcomes 1 positive, 0 negative, 255 left out
 * @throws SfumatoError `sizeMismatch` when the lengths differ, `invalidInput` when a score that counts is NaN
 */
export function groupScores(scores: Float32Array | Float64Array, outcomes: Uint8Array): ScoreGroups {
  if (scores.length !== outcomes.length) {
    throw new SfumatoError('sizeMismatch', `groups of scores: wanted ${scores.length} outcomes, got ${outcomes.length}`);
  }
  const counted = Uint32Array.from(scores.keys()).filter((at) => outcomes[at] !== leftOut);
  if (counted.some((at) => Number.isNaN(scores[at]))) throw new SfumatoError('invalidInput', 'groups of scores: wanted numbers, got NaN');
  const order = counted.sort((first, second) => scores[first]! - scores[second]!);
  const positive: number[] = [];
  const negative: number[] = [];
  order.forEach((at, place) => {
    if (place === 0 || scores[at] !== scores[order[place - 1]!]) {
      positive.push(0);
      negative.push(0);
    }
    const counts = outcomes[at] === 0 ? negative : positive;
    counts[counts.length - 1]!++;
  });
  return { positive: Float64Array.from(positive), negative: Float64Array.from(negative) };
}
