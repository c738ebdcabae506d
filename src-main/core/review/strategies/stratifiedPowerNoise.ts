import { classStratified } from './classStratified.ts';
import { entropy } from './entropy.ts';
import { powerNoise } from './powerNoise.ts';
import type { SlicedStrategy } from './QueryStrategy.ts';

/** After this many rounds the order is all but the plain one. */
const lastNoisyRound = 8;
const [firstBeta, lastBeta] = [1, 100] as const;

/**
 * Predictive entropy with noise that fades over the rounds, each class in turn. After Lüth et al. 2026 (ClaSP PE), arXiv:2601.13677, on
 * regions in place of patches; a region's class is that which most of it is predicted as.
 */
export const stratifiedPowerNoise: SlicedStrategy = {
  ...entropy,
  name: 'stratifiedPowerNoise',
  *ordering(candidates, { round, random }) {
    const beta = firstBeta * (lastBeta / firstBeta) ** Math.min(1, round / lastNoisyRound);
    const noisy = candidates.map((region) => ({ region, value: powerNoise(region.worth * region.pixelCount, beta, random) }));
    yield;
    return classStratified(noisy.toSorted((a, b) => b.value - a.value).map(({ region }) => region));
  },
};
