import { createNetwork } from '../../../models/registry.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { defaultRecipe } from '../../core/training/TrainingRecipe.ts';
import type { DenoiserValues } from '../adversary/loadDenoiser.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { TrainingEvent, TrainOutcome, TrainRequest } from '../engineApi.ts';
import { deepEnsemble } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { UncertaintyChoice } from '../../core/uncertainty/UncertaintyChoice.ts';
import { memberNetwork } from '../ensemble/MemberNetwork.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import { headsOf } from '../ensemble/modelFile.ts';
import { readModelFolder, writeModelFolder } from '../ensemble/modelFolder.ts';
import type { StoredModel } from '../ensemble/modelFolder.ts';
import { classWeights, countClasses } from '../losses/classWeights.ts';
import { inputBudgetBytes } from '../input/InputCache.ts';
import { channelCountOf } from '../../core/training/InputChannels.ts';
import type { InputChannels } from '../../core/training/InputChannels.ts';
import type { Normalisation, WantedNormalisation } from '../input/normalisation.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import { encoderOf } from '../pretrained/encoderStart.ts';
import { readEncoderWeights } from '../pretrained/readEncoderWeights.ts';
import type { BatchSetup } from './batchSource/BatchSource.ts';
import { openBatches } from './batchSource/openBatches.ts';
import { removeCheckpoints } from './checkpoint.ts';
import { fingerprintOf } from './fingerprint.ts';
import { inSharedMemory } from './batchSource/inSharedMemory.ts';
import { checkTrainRequest } from './checkTrainRequest.ts';
import { chooseInput } from './chooseInput.ts';
import { schemeOf } from '../weights/uncertaintyMethods.ts';
import { packingOf, slimConfig } from '../weights/slimConfig.ts';
import { chooseUncertainty, startOfMember } from './startOfMember.ts';
import { loadTrainingData } from './trainingData.ts';
import type { TrainingData } from './trainingData.ts';
import type { TrainedMember } from './trainMember.ts';
import { progressReporter } from './progressReporter.ts';
import { trainModelDenoiser } from './trainModelDenoiser.ts';
import { trainWatchedMember } from './trainWatchedMember.ts';
import type { MemberHearing, MemberTask } from './trainWatchedMember.ts';

/**
 * Trains the members of a Deep Ensemble one after another, or side by side where the context has workers, each from its own
 * seed and in its own order of images, and writes the model. Where an uncertainty method is asked for, each of these trainings
 * gives several members.
 * @param tell hears of losses and sample predictions while it trains; they change nothing in it
 * @throws SfumatoError `invalidInput`, `noLabels`, `corrupt`, `cancelled`, `engineFailed`, `diskFull` …
 * Source: Lakshminarayanan, Pritzel, Blundell 2017, arXiv:1612.01474.
 */
export async function trainEnsemble(request: TrainRequest, kernels: TrainingKernels, context: JobContext, tell: (event: TrainingEvent) => void = () => undefined): Promise<TrainOutcome> {
  const startedAt = context.now();
  const parent = request.parentFolder === null ? null : await readModelFolder(request.parentFolder);
  const uncertainty = chooseUncertainty(request, parent);
  const input = parent?.file.normalisation ?? (await newInput(request, context.signal));
  const network = parent?.network ?? newNetwork(request, input.channels, uncertainty);
  checkTrainRequest(request, { network, scheme: schemeOf(uncertainty, network), drawnMembers: uncertainty?.members ?? 1 }, parent);
  const encoder = request.encoderWeights ? await readEncoderWeights(request.encoderWeights, encoderOf(network.network)) : null;
  const { images, classNames, stepsPerMember, memberCount, seed, batchSize, cropSide, recipe = defaultRecipe } = request;
  const data = await loadTrainingData(images, { classCount: classNames.length, input, signal: context.signal, withDistances: network.network.config['instances'] === true, withAges: request.sampling !== undefined });
  const fingerprint = fingerprintOf(request, data, { parent, encoder, uncertainty });
  const batchSetup = { images: data.images, normalisation: data.normalisation, seed, batchSize, cropSide, stepsPerMember, augmentation: recipe.augmentation, budgetBytes: inputBudgetBytes, ...(request.sampling && { sampling: request.sampling }) };
  const weights = classWeights(recipe.loss, data.images.map(({ labels }) => countClasses(labels, classNames.length)));
  const taskOf = async (memberIndex: number): Promise<MemberTask> => ({
    request: taskRequest(request),
    memberIndex,
    architecture: network.network.architecture,
    config: network.network.config,
    uncertainty,
    exampleCount: data.record.reduce((sum, { labelledPixels }) => sum + labelledPixels, 0),
    classCount: classNames.length,
    classWeights: weights,
    batchSetup,
    ...(parent ? await startOfMember(request.parentFolder!, parent, memberIndex, uncertainty) : { start: null }),
    encoder,
    fingerprint,
    earlierMs: 0,
  });
  const tasks: MemberTask[] = [];
  for (let memberIndex = 0; memberIndex < memberCount; memberIndex++) tasks.push(await taskOf(memberIndex));
  const progress = progressReporter(request, context, startedAt);
  const hearing = (memberIndex: number): MemberHearing => ({
    stepped: (step) => progress.stepped(memberIndex, step),
    ended: () => progress.ended(memberIndex),
    told: tell,
  });
  const members = await trainMembers(tasks, kernels, context, hearing);
  const denoiser = await denoiserFor(members, { request, network, batchSetup }, context, progress.denoised);
  await writeModel(request, network, { members, denoiser, uncertainty, data: data.record, normalisation: data.normalisation, parent }, context);
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

async function trainMembers(
  tasks: readonly MemberTask[],
  kernels: TrainingKernels,
  context: JobContext,
  hearing: (memberIndex: number) => MemberHearing,
): Promise<TrainedMember[]> {
  const workers = context.workers?.(tasks.length) ?? null;
  if (workers) {
    try {
      return await workers.train(sharingMemory(tasks, workers.count), context.signal, hearing);
    } finally {
      await workers.close();
    }
  }
  const members: TrainedMember[] = [];
  const batches = await (context.openBatches ?? openBatches)(tasks[0]!.batchSetup);
  try {
    for (const task of tasks) {
      const earlierMs = members.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
      members.push(await trainWatchedMember({ ...task, earlierMs }, batches, kernels, context, hearing(task.memberIndex)));
      hearing(task.memberIndex).ended();
    }
  } finally {
    await batches.close();
  }
  return members;
}

/** A killed run trains it from its first step again: members are long, it is short. @returns null where none is asked for */
async function denoiserFor(
  trained: readonly TrainedMember[],
  { request, network, batchSetup }: { readonly request: TrainRequest; readonly network: MemberNetwork; readonly batchSetup: BatchSetup },
  context: JobContext,
  stepped: (step: number, loss: number) => void,
): Promise<DenoiserValues | null> {
  const { seed, batchSize, batchParts = 1, recipe: { denoiser } = defaultRecipe } = request;
  if (denoiser.steps === 0) return null;
  const channels = channelCountOf(batchSetup.normalisation.channels);
  const batches = await (context.openBatches ?? openBatches)({ ...batchSetup, stepsPerMember: denoiser.steps });
  try {
    const task = { recipe: denoiser, network, members: trained.flatMap(({ members }) => members), channels, seed, largestBatch: Math.ceil(batchSize / batchParts) };
    return await trainModelDenoiser(task, batches, context, stepped);
  } finally {
    await batches.close();
  }
}

/** What a member's training needs of the request; the labelled images travel as training data. */
function taskRequest(request: TrainRequest): MemberTask['request'] {
  const { memberCount, stepsPerMember, learningRate, seed, checkpointFolder, batchParts = 1, watched, recipe = defaultRecipe } = request;
  return { memberCount, stepsPerMember, learningRate, seed, checkpointFolder, batchParts, watched, recipe };
}

/** Labels in memory that threads share, and a part each of the memory for input values: `workers` at once hold theirs. */
function sharingMemory(tasks: readonly MemberTask[], workers: number): MemberTask[] {
  const shared = new Map<BatchSetup, BatchSetup>();
  return tasks.map((task) => {
    const { images, budgetBytes, ...rest } = task.batchSetup;
    const known = shared.get(task.batchSetup) ?? {
      ...rest,
      images: images.map((image) => ({ ...image, labels: inSharedMemory(image.labels), distances: image.distances && inSharedMemory(image.distances) })),
      budgetBytes: Math.floor(budgetBytes / workers),
    };
    shared.set(task.batchSetup, known);
    return { ...task, batchSetup: known };
  });
}

/** Encoders with published weights are given colours as they were taught with them. */
async function newInput({ input, images, encoderWeights }: TrainRequest, signal: AbortSignal): Promise<WantedNormalisation> {
  const channels = await chooseInput(input, images, signal);
  return { channels, scale: channels === 'colour' && encoderWeights ? 'imagenet' : 'imageMeanAndDeviation' };
}

/** A package takes the place of the network that is asked for: each network in it is slimmer. */
function newNetwork({ network, width, depth, dropout = 0, classNames }: TrainRequest, channels: InputChannels, uncertainty: UncertaintyChoice | null): MemberNetwork {
  const ends = { inputChannels: channelCountOf(channels), classes: classNames.length };
  const { architecture, config: chosen } = network ?? { architecture: 'unet', config: { width, depth } };
  const config = dropout === 0 ? chosen : { ...chosen, dropout };
  const packing = packingOf(uncertainty);
  return memberNetwork(createNetwork(architecture, { ...(packing ? slimConfig(architecture, config, packing) : config), ...ends }, 'training'));
}

interface Trained {
  /** One each training. */
  readonly members: readonly TrainedMember[];
  readonly denoiser: DenoiserValues | null;
  readonly uncertainty: UncertaintyChoice | null;
  readonly data: TrainingData['record'];
  readonly normalisation: Normalisation;
  readonly parent: StoredModel | null;
}

async function writeModel(request: TrainRequest, { network }: MemberNetwork, trained: Trained, context: JobContext): Promise<void> {
  const { classNames, stepsPerMember, batchSize, cropSide, learningRate, seed, recipe = defaultRecipe } = request;
  const passes = request.passes === undefined ? trained.parent?.file.passes : { count: request.passes, seed };
  const turns = request.turns ?? trained.parent?.file.turns ?? 1;
  const { members, denoiser, uncertainty, data, normalisation, parent } = trained;
  if (context.signal.aborted) throw new SfumatoError('cancelled', say('trainingCancelled'));
  await writeModelFolder(request.modelFolder, {
    file: {
      formatVersion: 1,
      architecture: network.architecture,
      config: network.config,
      method: uncertainty ? { name: uncertainty.method, settings: uncertainty.settings, members: uncertainty.members } : deepEnsemble,
      head: headsOf(network.config),
      classes: [...classNames],
      normalisation,
      temperature: parent?.file.temperature ?? 1,
      ...(parent?.file.temperatureChoice && { temperatureChoice: parent.file.temperatureChoice }),
      passes,
      ...(turns > 1 && { turns }),
      weightType: 'float16',
      figures: null,
      parent: parent ? { modelFileSha256: parent.modelFileSha256 } : null,
      data,
      training: {
        stepsPerMember,
        batchSize,
        cropSide,
        learningRate,
        recipe: { ...recipe },
        finalLoss: members.at(-1)!.loss,
        elapsedMs: members.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0),
      },
      createdAt: context.date().toISOString(),
    },
    members: members.flatMap((training) => training.members.map((values) => ({ seed, values }))),
    ...(denoiser && { denoiser }),
    ...(uncertainty && { distributions: members.map(({ distribution }) => distribution) }),
  });
}
