import type { SlicedStrategy } from './QueryStrategy.ts';
import { randomRegions } from './randomRegions.ts';

/** Squares anywhere, in any order. */
export const random: SlicedStrategy = {
  name: 'random',
  needs: null,
  map: null,
  candidates: (image, context) => randomRegions(image, context.random, (source) => source.integer(image.width * image.height)),
  // Some milliseconds for a hundred thousand: no need of parts.
  *ordering(candidates, context) {
    return context.random.shuffle([...candidates]);
  },
};
