import { mapStrategy } from './mapStrategy.ts';

/** Where the mean over the members is most undecided. Source: Settles 2009, Active learning literature survey, section 3.1. */
export const entropy = mapStrategy('entropy', 'predictiveEntropy');
