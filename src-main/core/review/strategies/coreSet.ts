import { standardised } from '../featureSpace.ts';
import { farthestFirst } from '../farthestFirst.ts';
import { findRegions } from '../findRegions.ts';
import type { QueryStrategy } from './QueryStrategy.ts';

/** Regions that are put in order: more than an expert settles before the next training. */
const mostOrdered = 1000;

/**
 * Doubtful regions, each as unlike those before it and those settled as can be.
 * Source: Sener & Savarese 2018, arXiv:1708.00489; features of regions in place of images.
 */
export const coreSet: QueryStrategy = {
  name: 'coreSet',
  needs: null,
  map: null,
  candidates: (image) => findRegions(image),
  order(candidates, { settled }) {
    const points = standardised([...candidates, ...settled].map(({ features }) => features));
    return farthestFirst(points.slice(0, candidates.length), points.slice(candidates.length), mostOrdered).map((at) => candidates[at]!);
  },
};
