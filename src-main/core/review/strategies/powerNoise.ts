import type { RandomSource } from '../../random/RandomSource.ts';

/**
 * Scores with noise that makes taking the highest the same as drawing without replacement in proportion to score ^ beta: the higher beta,
 * the nearer to the plain order.
 * @param score above 0
 * @returns on a logarithmic scale
 * Source: Kirsch et al. 2021, arXiv:2106.12059, section 3: log score + Gumbel noise of scale 1 / beta.
 */
export function powerNoise(score: number, beta: number, random: RandomSource): number {
  const gumbel = -Math.log(-Math.log(Math.max(random.uniform(), 2 ** -33)));
  return Math.log(Math.max(score, 1e-12)) + gumbel / beta;
}
