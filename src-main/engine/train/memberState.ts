import { initialValues } from '../../../models/parameters.ts';
import { joinFloats } from '../../core/joinFloats.ts';
import type { TrainingRecipe } from '../../core/training/TrainingRecipe.ts';
import type { TrainedDistribution } from '../ensemble/distributionFile.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import type { MemberValues } from '../ensemble/weightsFile.ts';
import { withEncoder } from '../pretrained/encoderStart.ts';
import type { EncoderValues } from '../pretrained/encoderStart.ts';
import { tf } from '../tensorflow.ts';
import type { WeightScheme } from '../weights/WeightScheme.ts';
import { memberRandom } from './batches.ts';
import type { Checkpoint, CheckpointArrays } from './checkpoint.ts';
import type { TrainingState } from './trainingStep.ts';

export interface MemberStart {
  readonly network: MemberNetwork;
  readonly scheme: WeightScheme;
  /** The parent's member to go on from, or null to start with random weights. */
  readonly start: MemberValues | null;
  /** What the parent's training by the same scheme ended with, to go on from in the place of its member; default: none. */
  readonly startDistribution?: TrainedDistribution | null;
  /** Published weights of the encoder, where it starts anew with them. */
  readonly encoder?: EncoderValues | null;
  readonly seed: number;
  readonly memberIndex: number;
  readonly fingerprint: string;
  readonly recipe: TrainingRecipe;
}

/** Where a member's training begins when there is no checkpoint. */
export function startingCheckpoint(from: MemberStart): Checkpoint {
  const { fingerprint, recipe } = from;
  const { values: own, head, statistics } = from.startDistribution ?? startingDistribution(from);
  const values = joinFloats([own, head]);
  return {
    fingerprint,
    step: 0,
    learningRateShare: 1,
    failures: 0,
    loss: null,
    dice: null,
    elapsedMs: 0,
    bestDice: null,
    withoutGain: 0,
    values,
    first: new Float32Array(values.length),
    second: new Float32Array(recipe.optimizer.name === 'adam' ? values.length : 1),
    statistics,
    average: recipe.averaging.decay === 0 ? new Float32Array(0) : joinFloats([values, statistics]),
    tracked: from.scheme.tracker?.initial(own) ?? new Float32Array(0),
    best: new Float32Array(0),
  };
}

/** What a scheme makes of one network's weights: the parent's member, or random ones. */
function startingDistribution({ network, scheme, start, encoder = null, seed, memberIndex }: MemberStart): TrainedDistribution {
  const random = memberRandom(seed, memberIndex, 'initialValues', 0);
  const made = start ?? {
    trunk: initialValues(network.trunk.specs, 'trained', random),
    head: initialValues(network.head.specs, 'trained', random),
    statistics: initialValues(network.statistics.specs, 'statistic', random),
  };
  const { trunk, head, statistics } = encoder ? withEncoder(made, network, encoder) : made;
  return {
    values: scheme.initial(trunk, memberRandom(seed, memberIndex, 'startingWeights', 0)),
    head,
    statistics: joinFloats(Array.from({ length: scheme.networksPerDraw }, () => statistics)),
  };
}

/** A checkpoint's arrays as tensors; the caller disposes them with `disposeState`. */
export function stateOf({ values, first, second, statistics, average, tracked }: CheckpointArrays): TrainingState {
  return {
    optimizer: { values: tf.tensor1d(values), first: tf.tensor1d(first), second: tf.tensor1d(second) },
    statistics: tf.tensor1d(statistics),
    ...(tracked.length > 0 && { tracked: tf.tensor1d(tracked) }),
    ...(average.length > 0 && { average: tf.tensor1d(average) }),
  };
}

/** What a checkpoint keeps of a state; the best weights so far are not part of it. */
export async function arraysOf({ optimizer, statistics, average, tracked }: TrainingState): Promise<Omit<CheckpointArrays, 'best'>> {
  return {
    values: await read(optimizer.values),
    first: await read(optimizer.first),
    second: await read(optimizer.second),
    statistics: await read(statistics),
    average: average ? await read(average) : new Float32Array(0),
    tracked: tracked ? await read(tracked) : new Float32Array(0),
  };
}

/** @returns values and statistics by which the network is measured, then what was followed beside them */
export async function servedArray(state: TrainingState): Promise<Float32Array> {
  const served = state.average ? [state.average] : [state.optimizer.values, state.statistics];
  const parts: Float32Array[] = [];
  for (const tensor of state.tracked ? [...served, state.tracked] : served) parts.push(await read(tensor));
  return joinFloats(parts);
}

/** What a training ended with, and what the scheme followed up to there; empty where it follows nothing. */
export interface FollowedDistribution extends TrainedDistribution {
  readonly tracked: Float32Array;
}

/** What a member's training ended with: the best values where it was measured, else their mean where one was kept. */
export function finalDistribution(
  { head, statistics: { size: statisticsSize } }: MemberNetwork,
  { size, networksPerDraw }: WeightScheme,
  { best, average, values, statistics, tracked }: CheckpointArrays,
): FollowedDistribution {
  const served = best.length > 0 ? best : joinFloats([average.length > 0 ? average : joinFloats([values, statistics]), tracked]);
  const withHead = size + head.size;
  const untracked = withHead + networksPerDraw * statisticsSize;
  return { values: served.slice(0, size), head: served.slice(size, withHead), statistics: served.slice(withHead, untracked), tracked: served.slice(untracked) };
}

async function read(tensor: tf.Tensor1D): Promise<Float32Array> {
  return new Float32Array(await tensor.data<'float32'>());
}
