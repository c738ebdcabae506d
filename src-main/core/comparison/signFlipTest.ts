import { RandomSource } from '../random/RandomSource.ts';

/** Up to so many differences all sign patterns are gone through: 4096 of them. */
const mostExact = 12;
/** Random sign patterns beyond that: the probability's own standard error is then at most 0.005. */
const draws = 10_000;
/** Stream of the random numbers, so that nobody else's draws are the same. */
const stream = 0x516e;

/**
 * One-sided paired permutation test by sign flips: were there no difference, each would as well have had the other sign.
 * @param differences after - before of each pair, any unit
 * @param seed of the random patterns, where there are too many differences to go through all
 * @returns probability, 0 … 1, of a sum at least as large as the one found; 1 without any difference
 * Source: Fisher 1935, The Design of Experiments, ch. 3; the "+ 1" of drawn patterns: Phipson and Smyth 2010.
 */
export function signFlipTest(differences: readonly number[], seed = 1): number {
  const found = differences.reduce((sum, value) => sum + value, 0);
  // Sums of the same numbers in another order differ by rounding alone.
  const least = found - 1e-12 * differences.reduce((sum, value) => sum + Math.abs(value), 0);
  if (differences.length <= mostExact) {
    const patterns = 2 ** differences.length;
    let reached = 0;
    for (let pattern = 0; pattern < patterns; pattern++) {
      const sum = differences.reduce((total, value, index) => total + ((pattern >> index) & 1 ? -value : value), 0);
      if (sum >= least) reached++;
    }
    return reached / patterns;
  }
  const random = new RandomSource({ seed, stream, counter: 0 });
  let reached = 0;
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    let word = 0;
    for (const [index, value] of differences.entries()) {
      if (index % 32 === 0) word = random.word();
      sum += word & 1 ? -value : value;
      word >>>= 1;
    }
    if (sum >= least) reached++;
  }
  return (reached + 1) / (draws + 1);
}
