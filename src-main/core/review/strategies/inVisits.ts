import type { OrderedPart } from './QueryStrategy.ts';
import { stretchesOf } from './stretch.ts';

/**
 * Puts the regions of one image of a stretch one after the other, where the first of them stands: finding one's way in another image takes as
 * long as many a region.
 */
export function inVisits<Region extends Pick<OrderedPart, 'imageId'>>(ordered: readonly Region[]): Region[] {
  return stretchesOf(ordered).flatMap((part) => [...Map.groupBy(part, ({ imageId }) => imageId).values()].flat());
}
