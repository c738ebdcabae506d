/** Bets on one sample: nothing is lost but what it can hold at most. */
export interface RatioSample {
  /** What was found, 0 … most. */
  readonly found: number;
  /** What it is measured against, over 0: pixels looked at, or errors expected. */
  readonly expected: number;
  /** The most that could have been found, over 0, known before it was looked at. */
  readonly most: number;
}

/** Past this ratio of found to expected no bound says anything. */
const highestRatio = 1e6;
/** Halvings of the bracket: a relative precision of a millionth. */
const halvings = 60;

/**
 * Upper confidence bound of the ratio of found to expected, right for any number of samples and any distribution: the true
 * ratio is below it with probability 1 - delta, where samples are drawn independently and E[found] = ratio x expected for each given
 * those before it (or, where all have the same `most`, over all of them alike). A gambler who bets against every sample that the ratio is smaller
 * multiplies a capital that, at the true ratio, grows past 1 / delta with probability delta at most (Ville); ratios at which it does are ruled out.
 * Bets follow from what was seen before, and are largest where little varies.
 * @param samples in the order in which they were seen
 * @param delta 0 … 1, both left out
 * @returns 0 and up; Infinity where nothing can be said
 * Source: Waudby-Smith & Ramdas 2024, arXiv:2010.09686; as used for risk control by Bates et al. 2021, arXiv:2101.02703, section 3.1.3.
 */
export function upperRatio(samples: readonly RatioSample[], delta: number): number {
  const bets = betsOn(samples.map(({ found, most }) => found / most), delta);
  const isRuledOut = (ratio: number): boolean =>
    passes(samples, 1 / delta, (sample, at) => 1 + (bets[at]! * (ratio * sample.expected - sample.found)) / sample.most);
  if (!isRuledOut(highestRatio)) return Infinity;
  return crossing(isRuledOut, highestRatio);
}

/** Smaller than a pixel of any project: no bound at all. */
const smallestShare = 1e-9;

/** Of what a bet may lose at most: all of it would end the game at the first clean sample. */
const mostStaked = 0.75;

/**
 * Lower bound of the same ratio: the true one is above it with probability 1 - delta. The gambler bets that it is larger; as little is lost on a
 * clean sample where the ratio is small, bets may be large there.
 * @param samples what is expected of one must not be over its `most`
 * @returns 0 … 1
 */
export function lowerShare(samples: readonly RatioSample[], delta: number): number {
  const bets = betsOn(samples.map(({ found, most }) => found / most), delta, Infinity);
  const isRuledOut = (ratio: number): boolean =>
    passes(samples, 1 / delta, (sample, at) => 1 + (Math.min(bets[at]!, mostStaked / ratio) * (sample.found - ratio * sample.expected)) / sample.most);
  const found = samples.reduce((sum, sample) => sum + sample.found, 0);
  if (found === 0) return 0;
  const lower = crossing((ratio) => !isRuledOut(ratio), 1);
  return lower < smallestShare ? 0 : lower;
}

/** The bet before each share: of the estimated optimum, the variance pulled towards that of a coin while little was seen. */
function betsOn(shares: readonly number[], delta: number, most = 1): number[] {
  const bets: number[] = [];
  let [sum, squares] = [0.5, 0.25];
  for (const [at, share] of shares.entries()) {
    const variance = squares / (at + 1);
    bets.push(Math.min(most, Math.sqrt((2 * Math.log(1 / delta)) / (shares.length * variance))));
    sum += share;
    squares += (share - sum / (at + 2)) ** 2;
  }
  return bets;
}

/** Whether the product of the factors is ever over a limit, in logarithms so that it neither over- nor underflows. */
function passes(samples: readonly RatioSample[], limit: number, factor: (sample: RatioSample, at: number) => number): boolean {
  const wanted = Math.log(limit);
  let capital = 0;
  for (const [at, sample] of samples.entries()) {
    capital += Math.log(factor(sample, at));
    if (capital > wanted) return true;
  }
  return false;
}

/** Where a condition that holds from some point on begins to hold. */
function crossing(holds: (ratio: number) => boolean, highest: number): number {
  let [low, high] = [0, highest];
  for (let halving = 0; halving < halvings; halving++) {
    // Ratios span many orders: halved by their logarithms once off zero.
    const middle = low === 0 ? high / 16 : Math.sqrt(low * high);
    if (holds(middle)) high = middle;
    else low = middle;
    if (high < 1e-12) return high;
  }
  return high;
}
