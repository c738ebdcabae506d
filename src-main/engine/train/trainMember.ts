import { noiseByImage } from '../../../models/heads/heteroscedastic/logitNoise.ts';
import { factorsByImage } from '../../../models/layers/channelDropout.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { TrainRequest } from '../engineApi.ts';
import type { TrainedDistribution } from '../ensemble/distributionFile.ts';
import { disposeMember, loadMember } from '../ensemble/MemberNetwork.ts';
import type { LoadedMember, MemberNetwork } from '../ensemble/MemberNetwork.ts';
import type { MemberValues } from '../ensemble/weightsFile.ts';
import { defaultRecipe } from '../../core/training/TrainingRecipe.ts';
import type { TrainingRecipe } from '../../core/training/TrainingRecipe.ts';
import { breathe } from '../jobs/JobContext.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import type { EncoderValues } from '../pretrained/encoderStart.ts';
import type { WeightScheme } from '../weights/WeightScheme.ts';
import type { BatchSource } from './batchSource/BatchSource.ts';
import { memberRandom } from './batches.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { keptStatisticsShare, parentWeight, stepsPerCheckpoint } from './defaults.ts';
import { drawMembers } from './drawMembers.ts';
import { arraysOf, finalDistribution, servedArray, startingCheckpoint, stateOf } from './memberState.ts';
import { learningRateAt } from './schedule.ts';
import { disposeState, trainingStep } from './trainingStep.ts';
import type { StepOutcome, TrainingState } from './trainingStep.ts';

/** How often a member may go back to its checkpoint with half the learning rate before its training is given up. */
const mostFailures = 4;
/** Share of the old smoothed loss and Dice kept at each step: they look back over some twenty steps. */
const smoothing = 0.95;

export interface MemberJob {
  readonly request: Pick<TrainRequest, 'stepsPerMember' | 'learningRate' | 'seed' | 'checkpointFolder' | 'batchParts' | 'recipe' | 'parentShare'>;
  readonly memberIndex: number;
  readonly network: MemberNetwork;
  /** How the trained values become networks. */
  readonly scheme: WeightScheme;
  /** Networks drawn of it at the end, 1 … */
  readonly drawnMembers: number;
  /** Labelled pixels of all that is trained on. */
  readonly exampleCount: number;
  readonly classCount: number;
  /** How much a pixel of each class counts; null: all alike. */
  readonly classWeights: readonly number[] | null;
  readonly batches: BatchSource;
  /** The parent's member to go on from, or null to start with random weights. */
  readonly start: MemberValues | null;
  /** What the parent's training by the same scheme ended with, to go on from; default: none. */
  readonly startDistribution?: TrainedDistribution | null;
  /** Published weights of the encoder to start with, where there is no parent; default: none. */
  readonly encoder?: EncoderValues | null;
  readonly fingerprint: string;
  readonly kernels: TrainingKernels;
  /** Called after each step, and waited for: it may look at the state. */
  readonly stepped: (step: MemberStep) => Promise<void>;
  /** Dice on held-back pixels by which training may end early; a function of the state alone, so that a resumed run ends alike. */
  readonly measure: (state: TrainingState) => Promise<number>;
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
  /** The networks that come of it: one of weights that are trained as they are, else those drawn. */
  readonly members: readonly MemberValues[];
  readonly distribution: TrainedDistribution;
  /** Smoothed. */
  readonly loss: number;
  readonly elapsedMs: number;
}

/**
 * Trains one member to its last step, or until its recipe stops it early, from its checkpoint where there is one.
 * @throws SfumatoError `cancelled` after a checkpoint was written, `engineFailed` when the loss keeps leaving the numbers
 */
export async function trainMember(job: MemberJob, context: JobContext): Promise<TrainedMember> {
  const { request, memberIndex, fingerprint } = job;
  const folder = request.checkpointFolder;
  const recipe = request.recipe ?? defaultRecipe;
  let last = (await readCheckpoint(folder, memberIndex, fingerprint)) ?? startingCheckpoint({ ...job, seed: request.seed, recipe });
  const parent = job.start && loadMember(job.network, job.start);
  try {
    while (last.step < request.stepsPerMember && !isStopped(last, recipe)) {
      const next = await trainToCheckpoint({ ...job, recipe, parent }, last, context);
      if (next.step > last.step || next.failures > last.failures) await writeCheckpoint(folder, memberIndex, next);
      last = next;
      if (context.signal.aborted) throw new SfumatoError('cancelled', say('trainingCancelled'));
    }
  } finally {
    if (parent) disposeMember(parent);
  }
  const { tracked, ...distribution } = finalDistribution(job.network, job.scheme, last);
  return { members: await drawMembers({ ...distribution, tracked }, { ...job, seed: request.seed }, context.signal), distribution, loss: last.loss ?? 0, elapsedMs: last.elapsedMs };
}

/** A job with its parent's tensors at hand. */
interface StartedJob extends MemberJob {
  readonly recipe: TrainingRecipe;
  readonly parent: LoadedMember | null;
}

/** Trains up to the next checkpoint, or less when cancelled; goes back to `from`, at half the rate, on a failed step. */
async function trainToCheckpoint(job: StartedJob, from: Checkpoint, context: JobContext): Promise<Checkpoint> {
  const { request, memberIndex } = job;
  const end = Math.min(request.stepsPerMember, (Math.floor(from.step / stepsPerCheckpoint) + 1) * stepsPerCheckpoint);
  const startedAt = context.now();
  let figures: Figures = from;
  let judged: Judged = from;
  let state = stateOf(from);
  try {
    while (figures.step < end && !context.signal.aborted && !isStopped(judged, job.recipe)) {
      const outcome = await takeStep(job, state, figures.step, from.learningRateShare);
      if (outcome === null) return stepBack(from, figures.step, memberIndex);
      state = outcome.state;
      const learningRate = learningRateOf(job, figures.step) * from.learningRateShare;
      const smoothed = { loss: smooth(figures.loss, outcome.loss), dice: smooth(figures.dice, outcome.dice) };
      figures = { step: figures.step + 1, ...smoothed };
      const elapsedMs = from.elapsedMs + context.now() - startedAt;
      await job.stepped({ step: figures.step, ...smoothed, now: { loss: outcome.loss, dice: outcome.dice, learningRate }, elapsedMs, state });
      judged = await judge(job, state, figures.step, judged);
      // Only lets others speak; a cancelled job leaves through the loop's condition, with its state.
      await breathe(neverAborted);
    }
    const arrays = await arraysOf(state);
    // A loss can be a number a step longer than the weights are.
    if (!areFinite(arrays)) return stepBack(from, figures.step, memberIndex);
    return { ...from, ...figures, ...judged, ...arrays, elapsedMs: from.elapsedMs + context.now() - startedAt };
  } finally {
    disposeState(state);
  }
}

type Figures = Pick<Checkpoint, 'step' | 'loss' | 'dice'>;
type Judged = Pick<Checkpoint, 'bestDice' | 'withoutGain' | 'best'>;

const neverAborted = new AbortController().signal;

/** Measures the network where its recipe says so, and keeps it where it is the best so far. */
async function judge({ recipe: { stopping }, request, measure }: StartedJob, state: TrainingState, step: number, { bestDice, withoutGain, best }: Judged): Promise<Judged> {
  const isDue = stopping.patience > 0 && (step % stopping.interval === 0 || step === request.stepsPerMember);
  if (!isDue) return { bestDice, withoutGain, best };
  const dice = await measure(state);
  if (bestDice !== null && dice <= bestDice) return { bestDice, withoutGain: withoutGain + 1, best };
  return { bestDice: dice, withoutGain: 0, best: await servedArray(state) };
}

function isStopped({ withoutGain }: Pick<Checkpoint, 'withoutGain'>, { stopping }: TrainingRecipe): boolean {
  return stopping.patience > 0 && withoutGain >= stopping.patience;
}

async function takeStep(job: StartedJob, state: TrainingState, step: number, learningRateShare: number): Promise<StepOutcome | null> {
  const { request, recipe, memberIndex: member, network, scheme, exampleCount, kernels, batches, classCount, classWeights, parent } = job;
  const { parentShare = 1 } = request;
  const batch = await batches.batch(member, step);
  return trainingStep(network, kernels, state, batch, {
    step: step + 1,
    learningRate: learningRateOf(job, step) * learningRateShare,
    weightDecay: recipe.optimizer.weightDecay,
    recipe,
    classWeights,
    classCount,
    parts: request.batchParts ?? 1,
    normaliseBy: parent !== null && parentShare >= keptStatisticsShare ? 'runningStatistics' : 'batch',
    parent: parent && parentShare > 0 ? { trunk: parent.trunk, weight: parentWeight * parentShare } : null,
    channelFactors: factorsByImage(memberRandom(request.seed, member, 'dropout', step)),
    weights: { scheme, random: () => memberRandom(request.seed, member, 'weights', step), exampleCount, totalSteps: request.stepsPerMember },
    logitNoise: noiseByImage(memberRandom(request.seed, member, 'logitNoise', step)),
  });
}

function learningRateOf({ request, recipe }: StartedJob, step: number): number {
  return learningRateAt(step, { ...recipe.schedule, highest: request.learningRate, totalSteps: request.stepsPerMember });
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

function areFinite(arrays: Awaited<ReturnType<typeof arraysOf>>): boolean {
  return Object.values(arrays).every((values) => values.every(Number.isFinite));
}

function smooth(before: number | null, now: number): number {
  return before === null ? now : smoothing * before + (1 - smoothing) * now;
}
