import { mapStrategy } from './mapStrategy.ts';

/** Where the first two classes are nearest to each other. Source: Settles 2009, Active learning literature survey, section 3.1. */
export const margin = mapStrategy('margin', 'margin');
