import type { SlicedStrategy } from './QueryStrategy.ts';
import { randomRegions } from './randomRegions.ts';

/** Of the squares, in whose middle the model sees an object. */
const foregroundShare = 2 / 3;

/**
 * Squares at random places, more of them where the model sees something other than background: what every other strategy has to beat.
 * Source: Lüth et al. 2025, arXiv:2511.19183, whose foreground comes from labels and whose shares are one and two thirds.
 */
export const foregroundRandom: SlicedStrategy = {
  name: 'foregroundRandom',
  needs: null,
  map: null,
  candidates(image, context) {
    const foreground: number[] = [];
    image.prediction.forEach((value, index) => {
      if (value !== 0) foreground.push(index);
    });
    return randomRegions(image, context.random, (source) => {
      const isForeground = source.chance(foregroundShare) && foreground.length > 0;
      return isForeground ? foreground[source.integer(foreground.length)]! : source.integer(image.width * image.height);
    });
  },
  // Some milliseconds for a hundred thousand: no need of parts.
  *ordering(candidates, context) {
    return context.random.shuffle([...candidates]);
  },
};
