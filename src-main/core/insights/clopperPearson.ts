import { SfumatoError } from '../SfumatoError.ts';
import type { Interval } from './SettledRegion.ts';

/** Halvings of the bracket 0 … 1: what 64 bits tell apart. */
const halvings = 60;

/**
 * Exact interval of a probability from independent trials: it covers the true one with at least the stated probability,
 * however few trials there are.
 * @param successes whole, 0 … trials
 * @param trials whole, 1 and up
 * @param level 0 … 1, both left out: probability of covering the true value
 * @throws SfumatoError `invalidInput` outside of these
 * Source: Clopper & Pearson 1934.
 */
export function clopperPearson(successes: number, trials: number, level: number): Interval {
  const isWhole = Number.isInteger(successes) && Number.isInteger(trials);
  if (!isWhole || trials < 1 || successes < 0 || successes > trials || !(level > 0 && level < 1)) {
    throw new SfumatoError('invalidInput', `interval of a share: wanted 0 … n of n trials and a level between 0 and 1, got ${successes} of ${trials} at ${level}`);
  }
  const tail = (1 - level) / 2;
  return {
    estimate: successes / trials,
    lower: successes === 0 ? 0 : crossing((p) => atLeast(successes, trials, p) >= tail),
    upper: successes === trials ? 1 : crossing((p) => atLeast(successes + 1, trials, p) >= 1 - tail),
  };
}

/** Probability of so many successes or more of n trials. */
function atLeast(successes: number, trials: number, probability: number): number {
  if (probability <= 0) return successes === 0 ? 1 : 0;
  if (probability >= 1) return 1;
  let logChoose = 0;
  for (let at = 1; at <= successes; at++) logChoose += Math.log((trials - successes + at) / at);
  let logTerm = logChoose + successes * Math.log(probability) + (trials - successes) * Math.log1p(-probability);
  const logOdds = Math.log(probability) - Math.log1p(-probability);
  let sum = 0;
  for (let count = successes; count <= trials; count++) {
    sum += Math.exp(logTerm);
    logTerm += logOdds + Math.log((trials - count) / (count + 1));
  }
  return Math.min(1, sum);
}

/** Where a condition that holds from some point on begins to hold, in 0 … 1. */
function crossing(holds: (probability: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
