import { initialValues } from '../../../models/parameters.ts';
import type { TrainingRecipe } from '../../core/training/TrainingRecipe.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import type { MemberValues } from '../ensemble/weightsFile.ts';
import { withEncoder } from '../pretrained/encoderStart.ts';
import type { EncoderValues } from '../pretrained/encoderStart.ts';
import { tf } from '../tensorflow.ts';
import { memberRandom } from './batches.ts';
import type { Checkpoint, CheckpointArrays } from './checkpoint.ts';
import { servedBy } from './servedBy.ts';
import type { TrainingState } from './trainingStep.ts';

export interface MemberStart {
  readonly network: MemberNetwork;
  /** The parent's member to go on from, or null to start with random weights. */
  readonly start: MemberValues | null;
  /** Published weights of the encoder, where it starts anew with them. */
  readonly encoder?: EncoderValues | null;
  readonly seed: number;
  readonly memberIndex: number;
  readonly fingerprint: string;
  readonly recipe: TrainingRecipe;
}

/** Where a member's training begins when there is no checkpoint. */
export function startingCheckpoint({ network, start, encoder = null, seed, memberIndex, fingerprint, recipe }: MemberStart): Checkpoint {
  const random = memberRandom(seed, memberIndex, 'initialValues', 0);
  const made = start ?? {
    trunk: initialValues(network.trunk.specs, 'trained', random),
    head: initialValues(network.head.specs, 'trained', random),
    statistics: initialValues(network.statistics.specs, 'statistic', random),
  };
  const { trunk, head, statistics } = encoder ? withEncoder(made, network, encoder) : made;
  const values = joined(trunk, head);
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
    average: recipe.averaging.decay === 0 ? new Float32Array(0) : joined(values, statistics),
    best: new Float32Array(0),
  };
}

/** A checkpoint's arrays as tensors; the caller disposes them with `disposeState`. */
export function stateOf({ values, first, second, statistics, average }: CheckpointArrays): TrainingState {
  return {
    optimizer: { values: tf.tensor1d(values), first: tf.tensor1d(first), second: tf.tensor1d(second) },
    statistics: tf.tensor1d(statistics),
    ...(average.length > 0 && { average: tf.tensor1d(average) }),
  };
}

/** What a checkpoint keeps of a state; the best weights so far are not part of it. */
export async function arraysOf({ optimizer, statistics, average }: TrainingState): Promise<Omit<CheckpointArrays, 'best'>> {
  return {
    values: await read(optimizer.values),
    first: await read(optimizer.first),
    second: await read(optimizer.second),
    statistics: await read(statistics),
    average: average ? await read(average) : new Float32Array(0),
  };
}

/** @returns values and statistics by which the network is measured */
export async function servedArray(state: TrainingState): Promise<Float32Array> {
  if (state.average) return read(state.average);
  const { values, statistics } = servedBy(state);
  return joined(await read(values), await read(statistics));
}

/** What is saved of a member at its end: the best weights where it was measured, else their mean where one was kept. */
export function finalValues({ trunk, head }: MemberNetwork, { best, average, values, statistics }: CheckpointArrays): MemberValues {
  const kept = best.length > 0 ? best : average;
  const all = kept.length > 0 ? kept : joined(values, statistics);
  const size = trunk.size + head.size;
  return { trunk: all.slice(0, trunk.size), head: all.slice(trunk.size, size), statistics: all.slice(size) };
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const all = new Float32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

async function read(tensor: tf.Tensor1D): Promise<Float32Array> {
  return new Float32Array(await tensor.data<'float32'>());
}
