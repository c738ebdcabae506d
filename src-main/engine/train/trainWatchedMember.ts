import { createNetwork } from '../../../models/registry.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { TrainingEvent, TrainRequest } from '../engineApi.ts';
import { memberNetwork } from '../ensemble/MemberNetwork.ts';
import type { MemberValues } from '../ensemble/weightsFile.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import type { EncoderValues } from '../pretrained/encoderStart.ts';
import type { BatchSetup, BatchSource } from './batchSource/BatchSource.ts';
import { TrainingTelemetry } from './TrainingTelemetry.ts';
import { TrainingWatch } from './TrainingWatch.ts';
import { trainMember } from './trainMember.ts';
import type { MemberStep, TrainedMember } from './trainMember.ts';
import type { TrainingState } from './trainingStep.ts';

/** One member's training as data alone: it may be done in another thread. */
export interface MemberTask {
  readonly request: Pick<
    TrainRequest,
    'memberCount' | 'stepsPerMember' | 'learningRate' | 'seed' | 'checkpointFolder' | 'batchParts' | 'watched' | 'recipe'
  >;
  readonly memberIndex: number;
  /** As in the registry. */
  readonly architecture: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly classCount: number;
  /** How much a pixel of each class counts; null: all alike. */
  readonly classWeights: readonly number[] | null;
  /** What the member's batches follow from. */
  readonly batchSetup: BatchSetup;
  /** The parent's member to go on from, or null to start with random weights. */
  readonly start: MemberValues | null;
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
  const watch = await TrainingWatch.open(request.watched, network, { normalisation, classCount });
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
  return trainMember({ ...task, batches, network, kernels, stepped, measure }, context);
}
