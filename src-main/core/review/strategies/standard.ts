import { unlabelled } from '../../labels/labelMap.ts';
import { errorMap } from '../errorMap.ts';
import { errorProbabilityTable } from '../errorProbability.ts';
import { findRegions, mapOfErrors } from '../findRegions.ts';
import { interleaveByImage } from '../interleave.ts';
import type { PredictedImage } from '../PredictedImage.ts';
import { apart } from './apart.ts';
import { inVisits } from './inVisits.ts';
import { powerNoise } from './powerNoise.ts';
import type { OrderedPart, SlicedStrategy } from './QueryStrategy.ts';

/** Of the noise at the first queue; it grows by as much with each round, as models become better at knowing where they err. */
const betaPerRound = 1;

/** Regions of one image in each round of the queue: one shows less of what a visit could, and more resemble each other. */
const regionsPerVisit = 2;

/**
 * What is expected to be wrong, per second of the expert's time: the calibrated probability of error, taken together with what the loss head
 * foresees where that has proved itself, summed over the square around a doubtful place and divided by the seconds that it is expected to
 * take. The square, for what is learnt from doubtful pixels alone is a wrong mixture of classes. Noise keeps a wrong model from asking one
 * kind of place alone; images take turns, near-duplicates wait, and those of one image are asked in one visit.
 */
export const standard: SlicedStrategy = {
  name: 'standard',
  needs: null,
  map: null,
  candidates(image, { trustsLearnedLoss }) {
    const error = errorMap(image);
    return findRegions(image, mapOfErrors(trustsLearnedLoss ? withLearnedLoss(image, error) : error), 'square');
  },
  *ordering(candidates, { effort, round, random }) {
    const beta = betaPerRound * (round + 1);
    const perSecond = (region: OrderedPart): number => powerNoise((region.worth * region.pixelCount) / effort.secondsOf(region), beta, random);
    return inVisits(yield* apart(yield* interleaveByImage(candidates, regionsPerVisit, perSecond)));
  },
};

/** The foreseen loss stands for an entropy, which it is in the mean where the model is calibrated, and is read as one. */
function withLearnedLoss({ maps, ranges, labels, classCount }: PredictedImage, error: Float32Array): Float32Array {
  const table = errorProbabilityTable(ranges.learnedLoss, classCount);
  return error.map((probability, pixel) => (labels[pixel] !== unlabelled ? 0 : (probability + table[maps.learnedLoss[pixel]!]!) / 2));
}
