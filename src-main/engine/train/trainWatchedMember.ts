import { createNetwork } from '../../../models/registry.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { UncertaintyChoice } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { TrainingEvent, TrainRequest } from '../engineApi.ts';
import type { TrainedDistribution } from '../ensemble/distributionFile.ts';
import { memberNetwork } from '../ensemble/MemberNetwork.ts';
import type { MemberValues } from '../ensemble/weightsFile.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import type { EncoderValues } from '../pretrained/encoderStart.ts';
import type { BatchSetup, BatchSource } from './batchSource/BatchSource.ts';
import { schemeOf } from '../weights/uncertaintyMethods.ts';
import { memberRandom } from './batches.ts';
import { TrainingTelemetry } from './TrainingTelemetry.ts';
import { TrainingWatch } from './TrainingWatch.ts';
import { trainMember } from './trainMember.ts';
import type { MemberStep, TrainedMember } from './trainMember.ts';
import type { TrainingState } from './trainingStep.ts';

/** One member's training as data alone: it may be done in another thread. */
export interface MemberTask {
  readonly request: Pick<
    TrainRequest,
    'memberCount' | 'stepsPerMember' | 'learningRate' | 'seed' | 'checkpointFolder' | 'batchParts' | 'watched' | 'recipe' | 'parentShare'
  >;
  readonly memberIndex: number;
  /** As in the registry. */
  readonly architecture: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** How the trained values become networks; null: they are the weights of one. */
  readonly uncertainty: UncertaintyChoice | null;
  /** Labelled pixels of all that is trained on. */
  readonly exampleCount: number;
  readonly classCount: number;
  /** How much a pixel of each class counts; null: all alike. */
  readonly classWeights: readonly number[] | null;
  /** What the member's batches follow from. */
  readonly batchSetup: BatchSetup;
  /** The parent's member to go on from, or null to start with random weights. */
  readonly start: MemberValues | null;
  /** What the parent's training by the same scheme ended with, to go on from; default: none. */
  readonly startDistribution?: TrainedDistribution | null;
  /** Published weights of the encoder to start with, where there is no parent; default: none. */
  readonly encoder?: EncoderValues | null;
  readonly fingerprint: string;
  /** Milliseconds that the run had taken when this member began. */
  readonly earlierMs: number;
}

/** What is heard of a member in training; changes nothing in it. */
export interface MemberHearing {
  readonly stepped: (step: Pick<MemberStep, 'step' | 'loss' | 'dice'>) => void;
  readonly told: (event: TrainingEvent) => void;
  /** The member is trained, be it by a former process. Called by whoever had it trained. */
  readonly ended: () => void;
}

/**
 * Trains one member and tells how it fares.
 * @param batches made as the task's `batchSetup` says; the caller closes them
 * @throws as `trainMember`
 */
export async function trainWatchedMember(
  task: MemberTask,
  batches: BatchSource,
  kernels: TrainingKernels,
  context: JobContext,
  hearing: Omit<MemberHearing, 'ended'>,
): Promise<TrainedMember> {
  const { request, memberIndex, classCount, earlierMs } = task;
  const { normalisation } = task.batchSetup;
  const network = memberNetwork(createNetwork(task.architecture, task.config, 'training'));
  const scheme = schemeOf(task.uncertainty, network);
  const weights = { scheme, random: () => memberRandom(request.seed, memberIndex, 'look', 0) };
  const watch = await TrainingWatch.open(request.watched, network, { normalisation, classCount, weights });
  const telemetry = new TrainingTelemetry(request, { memberIndex, earlierMs, watch, tell: hearing.told, now: context.now });
  const stepped = async ({ step, loss, dice, now, elapsedMs, state }: MemberStep): Promise<void> => {
    hearing.stepped({ step, loss, dice });
    await telemetry.stepped({ memberStep: step, ...now, elapsedMs, state });
  };
  const measure = async (state: TrainingState): Promise<number> => {
    const { heldBack } = await watch.look(state, context.now);
    if (heldBack === null) throw new SfumatoError('internal', 'training: early stopping without a held-back label');
    return heldBack.dice;
  };
  return trainMember({ ...task, batches, network, scheme, drawnMembers: task.uncertainty?.members ?? 1, kernels, stepped, measure }, context);
}
