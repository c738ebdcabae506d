import { mapStrategy } from './mapStrategy.ts';

/** Where the members contradict each other. Source: Houlsby et al. 2011, arXiv:1112.5745; Gal et al. 2017, arXiv:1703.02910. */
export const mutualInformation = mapStrategy('mutualInformation', 'mutualInformation');
