import { unlabelled } from '../../labels/labelMap.ts';
import { errorMap } from '../errorMap.ts';
import { errorProbabilityTable } from '../errorProbability.ts';
import { findRegions, mapOfErrors } from '../findRegions.ts';
import { interleaveByImage } from '../interleave.ts';
import type { PredictedImage } from '../PredictedImage.ts';
import { apart } from './apart.ts';
import { regionsPerImageAndRound } from './mapStrategy.ts';
import { powerNoise } from './powerNoise.ts';
import type { OrderedPart, SlicedStrategy } from './QueryStrategy.ts';

/** Of the noise at the first queue; it grows by as much with each round, as models become better at knowing where they err. */
const betaPerRound = 4;

/**
 * What is expected to be wrong, per second of the expert's time: the calibrated probability of error, taken together with what the loss head
 * foresees where that has proved itself, summed over the region and divided by the seconds that it is expected to take. A little noise
 * keeps a wrong model from asking one kind of place alone; images take turns, and near-duplicates wait.
 */
export const standard: SlicedStrategy = {
  name: 'standard',
  needs: null,
  map: null,
  candidates(image, { trustsLearnedLoss }) {
    const error = errorMap(image);
    return findRegions(image, mapOfErrors(trustsLearnedLoss ? withLearnedLoss(image, error) : error));
  },
  *ordering(candidates, { effort, round, random }) {
    const beta = betaPerRound * (round + 1);
    const perSecond = (region: OrderedPart): number => powerNoise((region.worth * region.pixelCount) / effort.secondsOf(region), beta, random);
    return yield* apart(yield* interleaveByImage(candidates, regionsPerImageAndRound, perSecond));
  },
};

/** The foreseen loss stands for an entropy, which it is in the mean where the model is calibrated, and is read as one. */
function withLearnedLoss({ maps, ranges, labels, classCount }: PredictedImage, error: Float32Array): Float32Array {
  const table = errorProbabilityTable(ranges.learnedLoss, classCount);
  return error.map((probability, pixel) => (labels[pixel] !== unlabelled ? 0 : (probability + table[maps.learnedLoss[pixel]!]!) / 2));
}
