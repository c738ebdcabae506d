import { createNetwork } from '../../../models/registry.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { TrainingEvent, TrainOutcome, TrainRequest } from '../engineApi.ts';
import { memberNetwork } from '../ensemble/MemberNetwork.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import { readModelFolder, writeModelFolder } from '../ensemble/modelFolder.ts';
import type { StoredModel } from '../ensemble/modelFolder.ts';
import { sha256Of } from '../ensemble/weightsFile.ts';
import { greyBudgetBytes } from '../input/GreyCache.ts';
import type { Normalisation } from '../input/normalisation.ts';
import { paceOf, remainingMs } from '../jobs/JobContext.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import { openBatches } from './batchSource/openBatches.ts';
import { removeCheckpoints } from './checkpoint.ts';
import { augmentation, parentWeight, warmUpShare, weightDecay } from './defaults.ts';
import { checkTrainRequest } from './checkTrainRequest.ts';
import { loadTrainingData } from './trainingData.ts';
import type { TrainingData } from './trainingData.ts';
import { TrainingTelemetry } from './TrainingTelemetry.ts';
import { TrainingWatch } from './TrainingWatch.ts';
import { trainMember } from './trainMember.ts';
import type { MemberStep, TrainedMember } from './trainMember.ts';

/**
 * Trains the members of a Deep Ensemble one after another, each from its own seed and in its own order of images, and
 * writes the model.
 * @param tell hears of losses and sample predictions while it trains; they change nothing in it
 * @throws SfumatoError `invalidInput`, `noLabels`, `corrupt`, `cancelled`, `engineFailed`, `diskFull` …
 * Source: Lakshminarayanan, Pritzel, Blundell 2017, arXiv:1612.01474.
 */
export async function trainEnsemble(request: TrainRequest, kernels: TrainingKernels, context: JobContext, tell: (event: TrainingEvent) => void = () => undefined): Promise<TrainOutcome> {
  const startedAt = context.now();
  const parent = request.parentFolder === null ? null : await readModelFolder(request.parentFolder);
  const network = parent?.network ?? newNetwork(request);
  checkTrainRequest(request, network, parent);
  const { images, classNames, stepsPerMember, memberCount } = request;
  const data = await loadTrainingData(images, classNames.length, parent?.file.normalisation ?? null, context.signal);
  const fingerprint = fingerprintOf(request, data, parent);
  const watch = await TrainingWatch.open(request.watched, network, { normalisation: data.normalisation, classCount: classNames.length });
  const telemetry = new TrainingTelemetry(request, { watch, tell, now: context.now });
  const done = { steps: null as number | null, since: startedAt };
  const members: TrainedMember[] = [];
  const { seed, batchSize, cropSide } = request;
  const setup = { images: data.images, normalisation: data.normalisation, seed, batchSize, cropSide, stepsPerMember, budgetBytes: greyBudgetBytes };
  const batches = await (context.openBatches ?? openBatches)(setup);
  try {
    for (let memberIndex = 0; memberIndex < memberCount; memberIndex++) {
      const report = progressReporter(request, memberIndex, context, done);
      const earlierMs = members.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
      const stepped = async (step: MemberStep): Promise<void> => {
        report(step);
        await telemetry.stepped({ memberIndex, memberStep: step.step, ...step.now, elapsedMs: earlierMs + step.elapsedMs, state: step.state });
      };
      const job = { request, memberIndex, network, classCount: classNames.length, batches, fingerprint, kernels, stepped };
      // A parent with fewer members lends them in turn; their training orders differ.
      const start = parent ? parent.members[memberIndex % parent.members.length]! : null;
      members.push(await trainMember({ ...job, start }, context));
    }
  } finally {
    await batches.close();
  }
  await writeModel(request, network, { members, data: data.record, normalisation: data.normalisation, parent }, context);
  await removeCheckpoints(request.checkpointFolder, memberCount);
  const finalLoss = members.at(-1)!.loss;
  context.report({
    message: say('trainedAll', { members: memberCount, steps: stepsPerMember }),
    fraction: 1,
    elapsedMs: context.now() - startedAt,
    remainingMs: 0,
    rate: null,
    loss: finalLoss,
    dice: null,
  });
  return { modelFolder: request.modelFolder, elapsedMs: context.now() - startedAt, finalLoss };
}

function newNetwork({ width, depth, classNames }: TrainRequest): MemberNetwork {
  return memberNetwork(createNetwork('unet', { inputChannels: 1, classes: classNames.length, width, depth }, 'training'));
}

/** Time left follows from the steps this process has taken, so that a resumed job does not boast of the old ones. */
function progressReporter(
  { memberCount, stepsPerMember }: TrainRequest,
  memberIndex: number,
  { report, now }: JobContext,
  done: { steps: number | null; since: number },
) {
  const total = memberCount * stepsPerMember;
  return ({ step, loss, dice }: { step: number; loss: number | null; dice: number | null }): void => {
    const steps = memberIndex * stepsPerMember + step;
    done.steps ??= steps - 1;
    const elapsedMs = now() - done.since;
    report({
      message: say('trainingStep', { member: memberIndex + 1, members: memberCount, step, steps: stepsPerMember }),
      fraction: steps / total,
      elapsedMs,
      remainingMs: remainingMs(elapsedMs, (steps - done.steps) / (total - done.steps)),
      rate: paceOf(steps - done.steps, elapsedMs, 'steps'),
      loss,
      dice,
    });
  };
}

/** Equal for requests that would train the same model; folders are left out, for they may move. */
function fingerprintOf(request: TrainRequest, { record, normalisation }: TrainingData, parent: StoredModel | null): string {
  const { memberCount, stepsPerMember, batchSize, cropSide, learningRate, seed, width, depth, classNames } = request;
  const settings = { memberCount, stepsPerMember, batchSize, cropSide, learningRate, seed, width, depth, classNames };
  const recipe = { augmentation, warmUpShare, weightDecay };
  return sha256Of(JSON.stringify([settings, recipe, record, normalisation, parent && { sha256: parent.modelFileSha256, parentWeight }]));
}

interface Trained {
  readonly members: readonly TrainedMember[];
  readonly data: TrainingData['record'];
  readonly normalisation: Normalisation;
  readonly parent: StoredModel | null;
}

async function writeModel(request: TrainRequest, { network }: MemberNetwork, trained: Trained, context: JobContext): Promise<void> {
  const { classNames, stepsPerMember, batchSize, cropSide, learningRate, seed } = request;
  const { members, data, normalisation, parent } = trained;
  if (context.signal.aborted) throw new SfumatoError('cancelled', say('trainingCancelled'));
  await writeModelFolder(request.modelFolder, {
    file: {
      formatVersion: 1,
      architecture: network.architecture,
      config: network.config,
      method: 'deepEnsemble',
      head: 'learningLoss',
      classes: [...classNames],
      normalisation,
      temperature: parent?.file.temperature ?? 1,
      weightType: 'float16',
      figures: null,
      parent: parent ? { modelFileSha256: parent.modelFileSha256 } : null,
      data,
      training: {
        stepsPerMember,
        batchSize,
        cropSide,
        learningRate,
        finalLoss: members.at(-1)!.loss,
        elapsedMs: members.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0),
      },
      createdAt: context.date().toISOString(),
    },
    members: members.map(({ values }) => ({ seed, values })),
  });
}
