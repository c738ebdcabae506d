import { mapStrategy } from './mapStrategy.ts';

/** Where the members' probabilities vary most. Source: Beluch et al. 2018, CVPR, The power of ensembles for active learning in image classification. */
export const variance = mapStrategy('variance', 'memberVariance');
