import { standardised } from '../featureSpace.ts';
import { farthestFirst } from '../farthestFirst.ts';
import { findRegions } from '../findRegions.ts';
import type { SlicedStrategy } from './QueryStrategy.ts';

/** Regions that are put in order: more than an expert settles before the next training. */
const mostOrdered = 1000;

/**
 * Doubtful regions, each as unlike those before it and those settled as can be.
 * Source: Sener & Savarese 2018, arXiv:1708.00489; features of regions in place of images.
 */
export const coreSet: SlicedStrategy = {
  name: 'coreSet',
  needs: null,
  map: null,
  candidates: (image) => findRegions(image),
  *ordering(candidates, { settled }) {
    const points = standardised([...candidates, ...settled].map(({ features }) => features));
    yield;
    const order = yield* farthestFirst(points.slice(0, candidates.length), points.slice(candidates.length), mostOrdered);
    return order.map((at) => candidates[at]!);
  },
};
