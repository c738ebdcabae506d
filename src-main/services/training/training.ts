import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import * as z from 'zod';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { givenName } from '../../core/messages/givenName.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { NetworkChoice } from '../../core/networks/NetworkDescription.ts';
import { refuseSetting } from '../../core/training/checkSetting.ts';
import { readRecipe } from '../../core/training/readRecipe.ts';
import { samplingAnew, updateSampling } from '../../core/training/CropSampling.ts';
import { labelledCount } from '../../core/labels/labelTiles.ts';
import { labelUse } from '../../core/comparison/labelUse.ts';
import { checkRunNumbers } from '../../core/training/runRules.ts';
import { parentShare } from '../../core/training/parentShare.ts';
import type { TrainedOn } from '../../core/training/parentShare.ts';
import type { RunNumbers } from '../../core/training/runRules.ts';
import { recipeFor } from '../../core/training/steadyRate.ts';
import type { RecipeChanges } from '../../core/training/TrainingRecipe.ts';
import type { TrainingRunSettings } from '../../core/training/TrainingRun.ts';
import { deepEnsemble } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { UncertaintyChoice } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { ModelRecord } from '../../core/records.ts';
import type { TrainedImage, TrainingEvent, TrainRequest } from '../../engine/engineApi.ts';
import { networkChoiceSchema } from '../../contract/networks.ts';
import { inputWishSchema } from '../../contract/training.ts';
import type { InputWish } from '../../contract/training.ts';
import { uncertaintyChoiceSchema } from '../../contract/uncertainty.ts';
import { despite } from '../jobs/despite.ts';
import type { JobControl } from '../jobs/JobRegistry.ts';
import { calibrateModel } from '../models/calibrateModel.ts';
import { readModelCard, readOnlyArchitecture } from '../models/modelCard.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { labelledClasses } from './labelledClasses.ts';
import { labelledImages } from './labelledImages.ts';
import { lightUpdate } from './lightUpdate.ts';
import { withNewLabels } from './newLabels.ts';
import { learnedNow, stepTime } from './plan.ts';
import { registerModel } from './registerModel.ts';
import { trainingSettings, usualTrainings } from './trainingPlan.ts';
import { watchedImages } from './watchedImages.ts';

/** What a training job keeps of itself, so that the same run goes on after the program ended under it. */
const storedRunSchema = z.object({
  modelId: z.string(),
  parentId: z.string().nullable(),
  /** Labels count as they were at this event: those made later belong to the next run. */
  labelSequence: z.int(),
  memberCount: z.int(),
  stepsPerMember: z.int().nullable(),
  seed: z.int(),
  network: networkChoiceSchema.nullable().default(null),
  encoderWeights: z.string().nullable().default(null),
  input: inputWishSchema.default('auto'),
  passes: z.int().nullable().default(null),
  uncertainty: uncertaintyChoiceSchema.nullable().default(null),
  turns: z.int().nullable().default(null),
  learningRate: z.number().nullable().default(null),
  batchSize: z.number().nullable().default(null),
  cropSide: z.number().nullable().default(null),
  recipe: z.custom<RecipeChanges>().default({}),
});
type TrainingRun = z.infer<typeof storedRunSchema>;

export interface TrainingWish extends RunNumbers {
  readonly from: 'inUse' | 'scratch';
  /** `light`: as many steps as fit into its time, whatever `stepsPerMember` says. */
  readonly update: 'light' | 'full';
  /** Null: as the method needs. */
  readonly memberCount: number | null;
  readonly stepsPerMember: number | null;
  readonly seed: number;
  readonly network: NetworkChoice | null;
  /** Path of a safetensors file. */
  readonly encoderWeights: string | null;
  readonly input: InputWish;
  readonly passes: number | null;
  readonly uncertainty: UncertaintyChoice | null;
  readonly turns: number | null;
  /** Not checked yet. */
  readonly recipe: RecipeChanges;
}

/** Share of a training job's bar that is training; the rest is measuring. */
const trainingShare = 0.95;

/**
 * Starts a training job on every labelled pixel of the images to learn from.
 * @throws SfumatoError `invalidInput` naming the setting that is wrong; `noLabels`, also where all labels are of one class and a network
 *   would begin with them; `noModel`; `conflict` when the model in use does not know all of the project's classes, or was imported as a graph
 */
export async function startTraining(session: ProjectSession, services: Services, wish: TrainingWish): Promise<string> {
  const { store } = session;
  checkWish(session, wish);
  if (!store.images.list().some((image) => labelUse(image) === 'training' && image.labelledFraction > 0)) {
    throw new SfumatoError('noLabels', say('nothingLabelled', { project: store.name }));
  }
  const parent = wish.from === 'inUse' ? session.modelInUse() : null;
  if (parent) await refuseParent(session, parent, wish.input);
  else refuseOneClass(session);
  for (const setting of ['network', 'encoderWeights'] as const) {
    if (parent && wish[setting]) throw new SfumatoError('invalidInput', say('keepsParentsNetwork', { setting }));
  }
  const parentCard = parent && (await readModelCard(store.paths.model(parent.id)));
  const memberCount = wish.memberCount ?? usualTrainings(parentCard, wish.uncertainty);
  const run: TrainingRun = {
    modelId: randomUUID(),
    parentId: parent?.id ?? null,
    labelSequence: store.journal.lastSequence(),
    memberCount,
    stepsPerMember: wish.update === 'light' ? lightUpdate((await stepTime(session))?.stepMs.value ?? null, memberCount).stepsPerMember : wish.stepsPerMember,
    seed: wish.seed,
    network: wish.network && { ...wish.network, config: { ...wish.network.config } },
    encoderWeights: wish.encoderWeights,
    input: wish.input,
    passes: wish.passes,
    uncertainty: wish.uncertainty && { ...wish.uncertainty, settings: { ...wish.uncertainty.settings } },
    turns: wish.turns,
    learningRate: wish.learningRate,
    batchSize: wish.batchSize,
    cropSide: wish.cropSide,
    recipe: recipeFor((wish.uncertainty ?? parentCard?.uncertainty)?.method ?? deepEnsemble, wish.recipe),
  };
  return session.jobs.start({ kind: 'train', lane: 'engine', request: run, message: say('waitingToTrain') }, (control) =>
    train(session, services, run, control),
  );
}

/** @throws SfumatoError `invalidInput` naming the setting, what it may be and what it was */
function checkWish({ store }: ProjectSession, wish: TrainingWish): void {
  checkRunNumbers(wish);
  if (wish.update === 'light' && wish.from !== 'inUse') throw new SfumatoError('invalidInput', say('lightFromInUse'));
  const { stopping } = readRecipe(wish.recipe);
  const canMeasure = store.images.list().some(({ role, labelledFraction }) => role === 'heldBack' && labelledFraction > 0);
  if (stopping.patience > 0 && !canMeasure) refuseSetting('stopping.patience', say('heldBackLabels'), stopping.patience);
}

/** Goes on with a run that the program's end cut off; its checkpoints lie under the job's id. */
export function resumeTraining(session: ProjectSession, services: Services, job: { readonly id: string; readonly request: unknown }): void {
  const run = storedRunSchema.parse(job.request);
  session.jobs.start({ id: job.id, kind: 'train', lane: 'engine', request: run, message: say('waitingToGoOn') }, (control) =>
    train(session, services, run, control),
  );
}

async function train(session: ProjectSession, services: Services, run: TrainingRun, control: JobControl): Promise<Message> {
  const { store } = session;
  const parent = run.parentId === null ? null : store.models.get(run.parentId);
  const folder = store.paths.model(run.modelId);
  const checkpointFolder = store.paths.checkpoint(control.id);
  control.progress({ message: say('gatheringLabels') });
  const settings = trainingSettings(run, parent !== null);
  const { memberCount, stepsPerMember, batchSize, cropSide, learningRate, seed } = settings;
  const learned = { ...learnedNow(session), labelSequence: run.labelSequence };
  // Curves and samples are for the eye: a disk that takes none of them costs no training.
  await session.runs
    .begin(control.id, {
      modelId: run.modelId,
      parentId: run.parentId,
      createdAt: (await session.runs.head(control.id))?.createdAt ?? services.clock.now().toISOString(),
      settings: { memberCount, stepsPerMember, batchSize, cropSide, learningRate, seed, ...chosen(run) },
      learned,
    })
    .catch(() => undefined);
  const withObjects = parent ? (await readModelCard(store.paths.model(parent.id))).hasDistances : run.network?.config['instances'] === true;
  const images = await imagesToLearn(session, { run, parent, withObjects });
  const sampling = parent ? updateSampling : samplingAnew(images.map(({ labels }) => labels));
  const request: TrainRequest = {
    ...settings,
    network: run.network,
    encoderWeights: run.encoderWeights,
    input: run.input,
    ...(run.passes !== null && { passes: run.passes }),
    ...(run.uncertainty && { uncertainty: run.uncertainty }),
    ...(run.turns !== null && { turns: run.turns }),
    recipe: readRecipe(run.recipe),
    images,
    ...(sampling && { sampling }),
    ...(parent && { parentShare: await shareOf(session, parent, images) }),
    watched: watchedImages(await labelledImages(session, 'heldBack'), images),
    classNames: store.classes.map(({ name }) => name),
    parentFolder: parent && store.paths.model(parent.id),
    modelFolder: folder,
    checkpointFolder,
  };
  const troubles: Message[] = [];
  const onTrouble = (message: Message): void => {
    troubles.push(message);
    control.progress({ message });
  };
  try {
    // A run cut off while it was measured has its model already.
    const finished = await readModelCard(folder).catch(() => null);
    if (!finished) {
      await services.engine.train(request, {
        signal: control.signal,
        onTrouble,
        onProgress: (progress) => control.progress({ ...progress, fraction: progress.fraction * trainingShare }),
        onTraining: (event) => noteEvent(session, services, control.id, event),
      });
    }
    control.progress({ message: say('calibratingHeldBack'), fraction: trainingShare, remainingMs: null });
    await calibrateModel(session, services, { modelId: run.modelId }, { signal: control.signal });
    control.progress({ message: say('measuringHeldBack'), fraction: trainingShare, remainingMs: null });
    await session.runs.written();
    const model = await registerModel(session, services, { modelId: run.modelId, parent, labelSequence: run.labelSequence, trainedOn: images, control, onTrouble });
    await rm(checkpointFolder, { recursive: true, force: true });
    return despite(troubles, summary(model));
  } catch (thrown) {
    // A model that never entered the project's list would only take room; the checkpoints stay for a second try.
    if (!control.signal.aborted) await rm(folder, { recursive: true, force: true });
    throw thrown;
  }
}

/** What a run learns from: of one that goes on from a model that learned here, each label says whether that knew it. */
async function imagesToLearn(session: ProjectSession, { run, parent, withObjects }: { readonly run: TrainingRun; readonly parent: ModelRecord | null; readonly withObjects: boolean }): Promise<TrainedImage[]> {
  const images = await labelledImages(session, 'training', { untilSequence: run.labelSequence, withObjects });
  return parent?.learned ? withNewLabels(session.store, images, { known: parent.learned.labelSequence, untilSequence: run.labelSequence }) : images;
}

/** A network that begins with labels of one class alone learns to call everything so. One that goes on keeps its parent's word elsewhere. */
function refuseOneClass({ store }: ProjectSession): void {
  const [only, other] = labelledClasses(store, 2);
  if (only === undefined || other !== undefined) return;
  throw new SfumatoError('noLabels', say('oneClassOnly', { project: store.name, name: store.classes.find(({ index }) => index === only)?.name ?? String(only) }));
}

/** What a run was asked for beside its numbers; nothing where nothing was. */
function chosen({ recipe, network, encoderWeights, passes, turns, uncertainty }: TrainingRun): Pick<TrainingRunSettings, 'recipe' | 'network' | 'encoderWeights' | 'passes' | 'turns' | 'uncertainty'> {
  return {
    ...(Object.keys(recipe).length > 0 && { recipe }),
    ...(network && { network }),
    ...(encoderWeights !== null && { encoderWeights: basename(encoderWeights) }),
    ...(passes !== null && { passes }),
    ...(uncertainty && { uncertainty }),
    ...(turns !== null && { turns }),
  };
}

/** How much of what a model knows is not among the images at hand. */
async function shareOf({ store }: ProjectSession, parent: ModelRecord, images: readonly TrainedImage[]): Promise<number> {
  const lineage: TrainedOn[] = [];
  for (let model: ModelRecord | null = parent; model; model = model.parentId === null ? null : store.models.get(model.parentId)) {
    lineage.push((await readModelCard(store.paths.model(model.id))).data);
  }
  return parentShare(lineage, images.map(({ imageId, labels }) => ({ imageId, labelledPixels: labelledCount(labels) })));
}

/** A network's outputs are the classes it was made for; it cannot grow another, nor other eyes. One from elsewhere does not learn at all. */
async function refuseParent(session: ProjectSession, parent: ModelRecord, wanted: InputWish): Promise<void> {
  const { store } = session;
  if (parent.architecture === readOnlyArchitecture) throw new SfumatoError('conflict', say('modelReadOnly', { model: givenName(parent.name) }));
  const { classNames, input } = await readModelCard(store.paths.model(parent.id));
  if (wanted !== 'auto' && wanted !== input) {
    throw new SfumatoError('invalidInput', say('settingWrong', { setting: 'input', wanted: say('inputOfTheParent', { input }), got: wanted }));
  }
  if (classNames.length === store.classes.length) return;
  throw new SfumatoError(
    'conflict',
    say('otherClassCount', { model: givenName(parent.name), known: classNames.length, wanted: store.classes.length }),
  );
}

/** Tells the windows how a run fares and keeps it for later. */
function noteEvent(session: ProjectSession, services: Services, runId: string, event: TrainingEvent): void {
  if (event.type === 'point') {
    services.notifications.notify({ type: 'training', runId, point: { ...event.point } });
    session.runs.notePoint(runId, event.point).catch(() => undefined);
    return;
  }
  const { step, imageId, box } = event.sample;
  session.runs
    .noteSample(runId, event.sample, event.prediction)
    .then(() => services.notifications.notify({ type: 'trainingSample', runId, step, imageId, box }))
    .catch(() => undefined);
}

function summary({ name, state, figures, parentFigures }: ModelRecord): Message {
  const model = givenName(name);
  const inUse = state === 'inUse';
  if (!figures) return say('trainedUnmeasured', { model, inUse });
  return say('trainedMeasured', { model, inUse, dice: figures.dice, before: parentFigures?.dice ?? null });
}
