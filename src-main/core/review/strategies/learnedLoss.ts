import { mapStrategy } from './mapStrategy.ts';

/** Where the loss head foresees most loss. Source: Yoo & Kweon 2019, arXiv:1905.03677. */
export const learnedLoss = mapStrategy('learnedLoss', 'learnedLoss');
