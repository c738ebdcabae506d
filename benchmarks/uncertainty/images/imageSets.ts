import { cellSets } from './cellSets.ts';
import { errorSets } from './errorSets.ts';
import type { ImageSet } from './ImageSet.ts';
import { streetSets } from './streetSets.ts';

/** In the order of the tables. */
export const imageSets: readonly ImageSet[] = [...streetSets, ...cellSets, ...errorSets];
