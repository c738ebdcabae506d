import { spearman } from '../metrics/spearman.ts';
import { speaksOfDoubt } from './errorsLeft.ts';
import type { Interval, SettledRegion } from './SettledRegion.ts';

/** Settled regions from which on the check says anything. */
export const fewestChecked = 10;

/** The word is looked at anew after so many more, or a twentieth more where that is more, not after each: what is shown does not flicker. */
const [regionsBetween, shareBetween] = [5, 1 / 20];

/** Of the interval of 95 %: standard deviations to each side. */
const deviationsOfInterval = 1.959964;

export interface LearnedLossCheck {
  /** Settled regions that it rests on. */
  readonly regions: number;
  /** How many more there must be before it says anything; 0 from then on. */
  readonly missing: number;
  /** Spearman's rank correlation of the foreseen loss with the share found wrong, -1 … 1; null with too few, or where one side is all equal. */
  readonly correlation: Interval | null;
  /** Whether the queue may go by the learned loss. */
  readonly isTrusted: boolean;
}

type Checked = Pick<SettledRegion, 'arm' | 'learnedLoss' | 'wrongPixels' | 'pixelCount' | 'sequence'>;

/**
 * Whether a model's learned loss foretells errors on this project: rank correlation of the loss it foresaw, mean over a region,
 * with the share of the region's pixels that the expert labelled otherwise than proposed. The interval is Fisher's with the standard error of
 * Bonett and Wright, at 95 %.
 *
 * A learned loss is trusted until it fails. Trust is lost where even one standard error above the correlation lies below the limit, and comes back
 * once the correlation itself reaches the limit: between the two nothing changes, so the queue does not go to and fro. Looked at from ten regions on and
 * then after five more, later a twentieth more, in the order in which they were settled, so that the same journal always gives the same word.
 *
 * Regions that stand in the queue for their doubt differ less in it than all places do, which weakens any correlation: those drawn at random and among
 * confident places, which are counted too, work against that.
 * @param settled of one model
 * @param limit -1 … 1
 * Source: Yoo & Kweon 2019, arXiv:1905.03677; Bonett & Wright 2000, Psychometrika 65, 23.
 */
export function learnedLossCheck(settled: readonly Checked[], limit: number): LearnedLossCheck {
  const inOrder = settled.filter(speaksOfDoubt).sort((a, b) => a.sequence - b.sequence);
  const foreseen = Float64Array.from(inOrder, ({ learnedLoss }) => learnedLoss);
  const found = Float64Array.from(inOrder, ({ wrongPixels, pixelCount }) => wrongPixels / pixelCount);
  const after = (count: number): number | null => spearman(foreseen.subarray(0, count), found.subarray(0, count));
  let isTrusted = true;
  for (let count = fewestChecked; count <= inOrder.length; count += Math.max(regionsBetween, Math.floor(count * shareBetween))) {
    const correlation = after(count);
    if (correlation === null) continue;
    if (correlation >= limit) isTrusted = true;
    else if (aboveBy(correlation, count, 1) < limit) isTrusted = false;
  }
  const estimate = inOrder.length < fewestChecked ? null : after(inOrder.length);
  return {
    regions: inOrder.length,
    missing: Math.max(0, fewestChecked - inOrder.length),
    correlation:
      estimate === null
        ? null
        : { estimate, lower: aboveBy(estimate, inOrder.length, -deviationsOfInterval), upper: aboveBy(estimate, inOrder.length, deviationsOfInterval) },
    isTrusted,
  };
}

/** The correlation so many standard errors above: on the scale where it is about normal. */
function aboveBy(correlation: number, count: number, deviations: number): number {
  // A perfect one would be infinite on that scale.
  const z = Math.atanh(Math.max(-0.999999, Math.min(0.999999, correlation)));
  return Math.tanh(z + deviations * Math.sqrt((1 + correlation ** 2 / 2) / (count - 3)));
}
