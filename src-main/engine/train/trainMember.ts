import { factorsByImage } from '../../../models/layers/channelDropout.ts';
import { initialValues } from '../../../models/parameters.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { TrainRequest } from '../engineApi.ts';
import { disposeMember, loadMember } from '../ensemble/MemberNetwork.ts';
import type { LoadedMember, MemberNetwork } from '../ensemble/MemberNetwork.ts';
import type { MemberValues } from '../ensemble/weightsFile.ts';
import { breathe } from '../jobs/JobContext.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import { withEncoder } from '../pretrained/encoderStart.ts';
import type { EncoderValues } from '../pretrained/encoderStart.ts';
import { tf } from '../tensorflow.ts';
import { memberRandom } from './batches.ts';
import type { BatchSource } from './batchSource/BatchSource.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { stepsPerCheckpoint, warmUpShare, weightDecay } from './defaults.ts';
import { learningRateAt } from './schedule.ts';
import { disposeState, trainingStep } from './trainingStep.ts';
import type { StepOutcome, TrainingState } from './trainingStep.ts';

/** How often a member may go back to its checkpoint with half the learning rate before its training is given up. */
const mostFailures = 4;
/** Share of the old smoothed loss and Dice kept at each step: they look back over some twenty steps. */
const smoothing = 0.95;

export interface MemberJob {
  readonly request: Pick<TrainRequest, 'stepsPerMember' | 'learningRate' | 'seed' | 'checkpointFolder' | 'batchParts'>;
  readonly memberIndex: number;
  readonly network: MemberNetwork;
  readonly classCount: number;
  readonly batches: BatchSource;
  /** The parent's member to go on from, or null to start with random weights. */
  readonly start: MemberValues | null;
  /** Published weights of the encoder to start with, or null; not with a parent. */
  readonly encoder: EncoderValues | null;
  readonly fingerprint: string;
  readonly kernels: TrainingKernels;
  /** Called after each step, and waited for: it may look at the state. */
  readonly stepped: (step: MemberStep) => Promise<void>;
}

/** A step just taken. */
export interface MemberStep {
  /** 1 … stepsPerMember */
  readonly step: number;
  /** Smoothed. */
  readonly loss: number;
  readonly dice: number;
  /** Of this step alone. */
  readonly now: { readonly loss: number; readonly dice: number; readonly learningRate: number };
  /** Spent on this member so far. */
  readonly elapsedMs: number;
  readonly state: TrainingState;
}

export interface TrainedMember {
  readonly values: MemberValues;
  /** Smoothed. */
  readonly loss: number;
  readonly elapsedMs: number;
}

/**
 * Trains one member to its last step, from its checkpoint where there is one.
 * @throws SfumatoError `cancelled` after a checkpoint was written, `engineFailed` when the loss keeps leaving the numbers
 */
export async function trainMember(job: MemberJob, context: JobContext): Promise<TrainedMember> {
  const { request, memberIndex, fingerprint } = job;
  const folder = request.checkpointFolder;
  let last = (await readCheckpoint(folder, memberIndex, fingerprint)) ?? freshStart(job);
  const parent = job.start && loadMember(job.network, job.start);
  try {
    while (last.step < request.stepsPerMember) {
      const next = await trainToCheckpoint({ ...job, parent }, last, context);
      if (next.step > last.step || next.failures > last.failures) await writeCheckpoint(folder, memberIndex, next);
      last = next;
      if (context.signal.aborted) throw new SfumatoError('cancelled', say('trainingCancelled'));
    }
  } finally {
    if (parent) disposeMember(parent);
  }
  return { values: valuesOf(job.network, last), loss: last.loss ?? 0, elapsedMs: last.elapsedMs };
}

/** A job with its parent's tensors at hand. */
interface StartedJob extends MemberJob {
  readonly parent: LoadedMember | null;
}

/** Trains up to the next checkpoint, or less when cancelled; goes back to `from`, at half the rate, on a failed step. */
async function trainToCheckpoint(job: StartedJob, from: Checkpoint, context: JobContext): Promise<Checkpoint> {
  const { request, memberIndex } = job;
  const end = Math.min(request.stepsPerMember, (Math.floor(from.step / stepsPerCheckpoint) + 1) * stepsPerCheckpoint);
  const startedAt = context.now();
  let figures: Pick<Checkpoint, 'step' | 'loss' | 'dice'> = from;
  let state = stateOf(from);
  try {
    while (figures.step < end && !context.signal.aborted) {
      const outcome = await takeStep(job, state, figures.step, from.learningRateShare);
      if (outcome === null) return stepBack(from, figures.step, memberIndex);
      state = outcome.state;
      const learningRate = learningRateOf(job, figures.step) * from.learningRateShare;
      const smoothed = { loss: smooth(figures.loss, outcome.loss), dice: smooth(figures.dice, outcome.dice) };
      figures = { step: figures.step + 1, ...smoothed };
      const elapsedMs = from.elapsedMs + context.now() - startedAt;
      await job.stepped({ step: figures.step, ...smoothed, now: { loss: outcome.loss, dice: outcome.dice, learningRate }, elapsedMs, state });
      // Only lets others speak; a cancelled job leaves through the loop's condition, with its state.
      await breathe(neverAborted);
    }
    const arrays = await arraysOf(state);
    // A loss can be a number a step longer than the weights are.
    if (!areFinite(arrays)) return stepBack(from, figures.step, memberIndex);
    return { ...from, ...figures, ...arrays, elapsedMs: from.elapsedMs + context.now() - startedAt };
  } finally {
    disposeState(state);
  }
}

const neverAborted = new AbortController().signal;

async function takeStep(job: StartedJob, state: TrainingState, step: number, learningRateShare: number): Promise<StepOutcome | null> {
  const { request, memberIndex: member, network, kernels, batches, classCount, parent } = job;
  const batch = await batches.batch(member, step);
  return trainingStep(network, kernels, state, batch, {
    step: step + 1,
    learningRate: learningRateOf(job, step) * learningRateShare,
    weightDecay,
    classCount,
    parts: request.batchParts ?? 1,
    normaliseBy: parent === null ? 'batch' : 'runningStatistics',
    parent: parent && parent.trunk,
    channelFactors: factorsByImage(memberRandom(request.seed, member, 'dropout', step)),
  });
}

function learningRateOf({ request }: MemberJob, step: number): number {
  return learningRateAt(step, { highest: request.learningRate, totalSteps: request.stepsPerMember, warmUpShare });
}

function stepBack(from: Checkpoint, failedStep: number, memberIndex: number): Checkpoint {
  const failures = from.failures + 1;
  if (failures > mostFailures) {
    throw new SfumatoError(
      'engineFailed',
      say('lossNotFinite', { member: memberIndex + 1, step: failedStep + 1, times: mostFailures }),
    );
  }
  return { ...from, failures, learningRateShare: from.learningRateShare / 2 };
}

function freshStart(job: MemberJob): Checkpoint {
  const start = startingCheckpoint(job);
  return job.encoder ? withEncoder(start, job.network, job.encoder) : start;
}

function startingCheckpoint({ network, start, request, memberIndex, fingerprint }: MemberJob): Checkpoint {
  const random = memberRandom(request.seed, memberIndex, 'initialValues', 0);
  const values = start ?? {
    trunk: initialValues(network.trunk.specs, 'trained', random),
    head: initialValues(network.head.specs, 'trained', random),
    statistics: initialValues(network.statistics.specs, 'statistic', random),
  };
  const size = network.trunk.size + network.head.size;
  const flat = new Float32Array(size);
  flat.set(values.trunk);
  flat.set(values.head, network.trunk.size);
  return {
    fingerprint,
    step: 0,
    learningRateShare: 1,
    failures: 0,
    loss: null,
    dice: null,
    elapsedMs: 0,
    values: flat,
    first: new Float32Array(size),
    second: new Float32Array(size),
    statistics: values.statistics,
  };
}

function stateOf({ values, first, second, statistics }: Checkpoint): TrainingState {
  return {
    adam: { values: tf.tensor1d(values), first: tf.tensor1d(first), second: tf.tensor1d(second) },
    statistics: tf.tensor1d(statistics),
  };
}

async function arraysOf({ adam, statistics }: TrainingState): Promise<Pick<Checkpoint, 'values' | 'first' | 'second' | 'statistics'>> {
  const read = async (tensor: tf.Tensor1D): Promise<Float32Array> => new Float32Array(await tensor.data<'float32'>());
  return { values: await read(adam.values), first: await read(adam.first), second: await read(adam.second), statistics: await read(statistics) };
}

function areFinite(arrays: Awaited<ReturnType<typeof arraysOf>>): boolean {
  return Object.values(arrays).every((values) => values.every(Number.isFinite));
}

function valuesOf({ trunk }: MemberNetwork, { values, statistics }: Checkpoint): MemberValues {
  return { trunk: values.slice(0, trunk.size), head: values.slice(trunk.size), statistics };
}

function smooth(before: number | null, now: number): number {
  return before === null ? now : smoothing * before + (1 - smoothing) * now;
}
