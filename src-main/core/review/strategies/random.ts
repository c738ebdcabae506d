import type { QueryStrategy } from './QueryStrategy.ts';
import { randomRegions } from './randomRegions.ts';

/** Squares anywhere, in any order. */
export const random: QueryStrategy = {
  name: 'random',
  needs: null,
  map: null,
  candidates: (image, context) => randomRegions(image, context.random, (source) => source.integer(image.width * image.height)),
  order: (candidates, context) => context.random.shuffle([...candidates]),
};
