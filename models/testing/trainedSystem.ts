import { RandomSource } from '../../src-main/core/random/RandomSource.ts';
import type { TrainingKernels } from '../../src-main/engine/backends/TrainingKernels.ts';
import type { MemberNetwork } from '../../src-main/engine/ensemble/MemberNetwork.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import { disposeState, trainingStep } from '../../src-main/engine/train/trainingStep.ts';
import type { StepSettings, TrainingState } from '../../src-main/engine/train/trainingStep.ts';
import type { ChannelFactors } from '../Architecture.ts';
import { initialValues } from '../parameters.ts';

/** The flat values of a member. */
export interface SystemValues {
  readonly trunk: Float32Array;
  readonly head: Float32Array;
  readonly statistics: Float32Array;
}

/** A batch of images [B, side, side] and their labels. */
export interface LabelledBatch {
  readonly input: Float32Array;
  readonly labels: Uint8Array;
  readonly size: number;
  readonly side: number;
}

export function startingValues(network: MemberNetwork, seed = 1): SystemValues {
  const random = new RandomSource({ seed, stream: 0, counter: 0 });
  return {
    trunk: initialValues(network.trunk.specs, 'trained', random),
    head: initialValues(network.head.specs, 'trained', random),
    statistics: initialValues(network.statistics.specs, 'statistic', random),
  };
}

/** An image and its mirror image: below one class, above one to the left and one to the right, brighter each, with some noise. */
export function threeClassImages(side: number): LabelledBatch {
  const labels = Uint8Array.from({ length: 2 * side * side }, (_none, at) => {
    const [row, column] = [Math.floor(at / side) % side, at % side];
    if (row >= side / 2) return 2;
    return column < side / 2 === at < side * side ? 0 : 1;
  });
  const input = Float32Array.from(labels, (label, at) => label - 1 + 0.1 * Math.sin(at));
  return { input, labels, size: 2, side };
}

/** Smaller steps at the end, in which the running statistics catch up with the weights: 0.9^30 leaves 4 % of what was. */
const settlingSteps = 30;

export interface Training {
  /** The most that are taken. */
  readonly steps: number;
  readonly learningRate: number;
  /** Soft Dice of the batch, 0 … 1, at which it has been learnt. */
  readonly enough: number;
  /** Default: `batch`. */
  readonly normaliseBy?: StepSettings['normaliseBy'];
  /** What dropout draws at a step, counted from 1; default: nothing is dropped. */
  readonly factorsOfStep?: (step: number) => ChannelFactors;
}

/** @returns the values after training on one batch over and over */
export async function trainedValues(
  network: MemberNetwork,
  kernels: TrainingKernels,
  batch: LabelledBatch,
  { steps, learningRate, enough, normaliseBy = 'batch', factorsOfStep }: Training,
): Promise<SystemValues> {
  const start = startingValues(network);
  const flat = Float32Array.from([...start.trunk, ...start.head]);
  let state: TrainingState = {
    optimizer: { values: tf.tensor1d(flat), first: tf.zeros([flat.length]), second: tf.zeros([flat.length]) },
    statistics: tf.tensor1d(start.statistics),
  };
  const classCount = network.network.config['classes'] as number;
  let [step, settled, learnt] = [0, 0, false];
  while (learnt ? settled < settlingSteps : step < steps) {
    step++;
    if (learnt) settled++;
    const settings = { step, learningRate: learnt ? learningRate / 10 : learningRate, weightDecay: 0, classCount, normaliseBy, parent: null, channelFactors: factorsOfStep?.(step) };
    const outcome = await trainingStep(network, kernels, state, batch, settings);
    if (outcome === null) throw new RangeError(`a loss or gradient is not finite at step ${step}`);
    state = outcome.state;
    learnt ||= outcome.dice > enough;
  }
  const values = state.optimizer.values.dataSync<'float32'>();
  const trained = {
    trunk: values.slice(0, network.trunk.size) as Float32Array,
    head: values.slice(network.trunk.size) as Float32Array,
    statistics: state.statistics.dataSync<'float32'>().slice() as Float32Array,
  };
  disposeState(state);
  return trained;
}
