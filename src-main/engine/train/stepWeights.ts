import { RandomSource } from '../../core/random/RandomSource.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import { tf } from '../tensorflow.ts';
import { plainWeights } from '../weights/plainWeights.ts';
import type { WeightScheme } from '../weights/WeightScheme.ts';
import type { BatchPart } from './batchParts.ts';

/** How trained values become networks in one step of a training. */
export interface StepWeights {
  readonly scheme: WeightScheme;
  /** What the step draws from: a new source at each call, all alike, for each part of a batch draws the same networks. */
  readonly random: () => RandomSource;
  /** Labelled pixels that the whole training learns from: what a penalty of the whole data is divided by for one of them. */
  readonly exampleCount: number;
  readonly totalSteps: number;
}

/** The values are the weights, and nothing is drawn. */
export function plainStep({ trunk }: MemberNetwork): StepWeights {
  return { scheme: plainWeights(trunk), random: () => new RandomSource({ seed: 0, stream: 0, counter: 0 }), exampleCount: 1, totalSteps: 1 };
}

/**
 * A network's own part of the running statistics of all the step's networks.
 * @param all [networkCount x S] @returns [S]
 */
export function partOf(all: tf.Tensor1D, network: number, networkCount: number): tf.Tensor1D {
  if (networkCount === 1) return all;
  const size = all.size / networkCount;
  return all.slice([network * size], [size]);
}

/**
 * Puts what a part of a batch measured in the place of its network, so that the mean over all parts, each weighed by its
 * share of the batch, is for each network the mean over its own.
 * @param measured [S] @returns [networkCount x S]
 */
export function inPlaceOf(measured: tf.Tensor1D, { network, networkShare }: Omit<BatchPart, 'part'>, networkCount: number): tf.Tensor1D {
  if (networkCount === 1 || measured.size === 0) return measured;
  return tf.concat([
    tf.zeros<tf.Rank.R1>([network * measured.size]),
    measured.div<tf.Tensor1D>(networkShare),
    tf.zeros<tf.Rank.R1>([(networkCount - 1 - network) * measured.size]),
  ]);
}
