import { normalNoise } from '../../core/random/normalNoise.ts';
import type { RandomSource } from '../../core/random/RandomSource.ts';
import { tf } from '../tensorflow.ts';
import { plainWeights } from './plainWeights.ts';
import type { SchemeNetwork, TrackedStep, WeightScheme, WeightTracker } from './WeightScheme.ts';

export interface SwagSettings {
  /** Part of the training after which weights are collected, 0 … 1 without the end. */
  readonly startShare: number;
  /** How many collections the rest of the training is meant for, evenly apart: 1 or more. */
  readonly collections: number;
  /** Deviations that are kept, the last ones: 2 or more. Each is a vector as long as the weights, in memory and in checkpoints. */
  readonly rank: number;
}

/**
 * SWAG: a normal distribution around the mean of the weights that the end of a training goes through. Its covariance is
 * half the variance of each weight by itself and half that of the last `rank` deviations from the running mean:
 *
 *     w = mean + diagonal^(1/2) z / √2 + D y / √(2 (rank - 1))      z, y standard normal
 *
 * The learning rate should stay up while weights are collected; a schedule that ends at 0 leaves them hardly any spread. Where
 * training ends before anything was collected, the members are the network as it was when tracking began.
 * Source: Maddox, Garipov, Izmailov, Vetrov, Wilson 2019, arXiv:1902.02476, algorithm 1 and equation 1.
 */
export function swag(network: SchemeNetwork, settings: SwagSettings): WeightScheme {
  const plain = plainWeights(network);
  const count = plain.size;
  return {
    ...plain,
    tracker: swagTracker(settings),
    members: ({ tracked }, members, random) => Array.from({ length: members }, () => sampled(tracked, { count, rank: settings.rank, random })),
    membersNeedStatistics: true,
  };
}

/**
 * Kept is [mean, variance, deviations (the oldest first), number of collections]. The variance is kept as such (Welford 1962) in place of
 * the paper's mean square, from which it would be lost in rounding.
 */
function swagTracker({ startShare, collections, rank }: SwagSettings): WeightTracker {
  return {
    initial(values) {
      const kept = new Float32Array((2 + rank) * values.length + 1);
      kept.set(values);
      return kept;
    },
    next(kept, tracked) {
      if (!isCollected(tracked, { startShare, collections })) return kept.clone();
      const { values } = tracked;
      const count = values.size;
      const [mean, variance, , newer, seen] = tf.split(kept, [count, count, count, (rank - 1) * count, 1]) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
      const collected = seen.add<tf.Tensor1D>(1);
      const change = values.sub(mean);
      // The first collection displaces the start: its share is 1.
      const nextMean = mean.add<tf.Tensor1D>(change.div(collected));
      const deviation = values.sub<tf.Tensor1D>(nextMean);
      const nextVariance = variance.add<tf.Tensor1D>(change.mul(deviation).sub(variance).div(collected));
      return tf.concat([nextMean, nextVariance, newer, deviation, collected]);
    },
  };
}

function isCollected({ step, totalSteps }: TrackedStep, { startShare, collections }: Pick<SwagSettings, 'startShare' | 'collections'>): boolean {
  const start = Math.floor(startShare * totalSteps);
  const interval = Math.max(1, Math.floor((totalSteps - start) / collections));
  return step > start && (step - start) % interval === 0;
}

interface Sampling {
  /** Number of weights. */
  readonly count: number;
  readonly rank: number;
  readonly random: RandomSource;
}

function sampled(tracked: Float32Array, { count, rank, random }: Sampling): Float32Array {
  const columns = Math.min(rank, tracked[(2 + rank) * count]!);
  const alone = normalNoise(random, count);
  const together = normalNoise(random, rank);
  const member = tracked.slice(0, count);
  // A weight that hardly moved may come out below 0 by a rounding of the mean.
  for (let at = 0; at < count; at++) member[at]! += Math.SQRT1_2 * Math.sqrt(Math.max(0, tracked[count + at]!)) * alone[at]!;
  if (columns < 2) return member;
  const scale = 1 / Math.sqrt(2 * (columns - 1));
  for (let column = rank - columns; column < rank; column++) {
    const factor = scale * together[column]!;
    const offset = (2 + column) * count;
    for (let at = 0; at < count; at++) member[at]! += factor * tracked[offset + at]!;
  }
  return member;
}
