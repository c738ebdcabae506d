import { mapStrategy } from './mapStrategy.ts';

/** Where the confidence head foresees the least probability of the true class. Source: Corbière et al. 2019, arXiv:1910.04851. */
export const learnedConfidence = mapStrategy('learnedConfidence', 'learnedConfidence');
