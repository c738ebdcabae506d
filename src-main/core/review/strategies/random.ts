import type { QueryStrategy } from './QueryStrategy.ts';
import { randomRegions } from './randomRegions.ts';
import { shuffled } from './shuffled.ts';

/** Squares anywhere, in any order. */
export const random: QueryStrategy = {
  name: 'random',
  needs: null,
  map: null,
  candidates: (image, context) => randomRegions(image, context.random, (source) => Math.floor(source.uniform() * image.width * image.height)),
  order: (candidates, context) => shuffled(candidates, context.random),
};
