import { isInNats } from '../../heatMaps.ts';
import type { ShownMapKind } from '../../heatMaps.ts';
import { unlabelled } from '../../labels/labelMap.ts';
import { findRegions } from '../findRegions.ts';
import type { RegionMap } from '../findRegions.ts';
import { interleaveByImage } from '../interleave.ts';
import type { PredictedImage } from '../PredictedImage.ts';
import type { SlicedStrategy } from './QueryStrategy.ts';
import type { StrategyName } from './StrategyName.ts';

/** Of the map's highest value: maps other than the probability of error have no unit in which "sure" could be said. */
const lowestShare = 0.05;

/** Regions of one image in each round of the queue: neighbours resemble each other, and so would their corrections. */
export const regionsPerImageAndRound = 4;

/** Regions grow where one map is high, and those with most of it come first. */
export function mapStrategy(name: StrategyName, map: ShownMapKind): SlicedStrategy {
  return {
    name,
    map,
    needs: isInNats(map) ? null : map,
    candidates: (image) => findRegions(image, regionMap(image, map)),
    ordering: (candidates) => interleaveByImage(candidates, regionsPerImageAndRound, ({ worth, pixelCount }) => worth * pixelCount),
  };
}

function regionMap(image: PredictedImage, kind: ShownMapKind): RegionMap {
  const { labels, maps, optionalMaps, ranges } = image;
  const bytes = isInNats(kind) ? maps[kind] : optionalMaps[kind];
  const range = ranges[kind];
  if (!bytes || !range) throw new Error(`${kind}: wanted a prediction with this map`);
  const unit = (range.maximum - range.minimum) / 255;
  // Below the range's lowest value is nothing: what counts is how far above it a pixel lies.
  const values = Float32Array.from(bytes, (byte, pixel) => (labels[pixel] === unlabelled ? byte * unit : 0));
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  return { values, lowestPeak: Math.max(lowestShare * highest, Number.MIN_VALUE), lowestInside: lowestShare * highest };
}
