import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import * as z from 'zod';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { labelledCount } from '../../core/labels/labelTiles.ts';
import type { EvaluationFigures, ImageRole, ModelRecord } from '../../core/records.ts';
import type { LabelledEngineImage, TrainRequest } from '../../engine/engineApi.ts';
import { foldLabels } from '../annotations/verifyJournal.ts';
import type { JobControl } from '../jobs/JobRegistry.ts';
import { measureModel } from '../models/measureModel.ts';
import { promoteModel } from '../models/promoteModel.ts';
import { readModelCard } from '../models/modelCard.ts';
import { engineImage } from '../predictions/predictImages.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { trainingSettings } from './trainingPlan.ts';

/** What a training job keeps of itself, so that the same run goes on after the program ended under it. */
const storedRunSchema = z.object({
  modelId: z.string(),
  parentId: z.string().nullable(),
  /** Labels count as they were at this event: those made later belong to the next run. */
  labelSequence: z.int(),
  memberCount: z.int(),
  stepsPerMember: z.int().nullable(),
  seed: z.int(),
});
type TrainingRun = z.infer<typeof storedRunSchema>;

export interface TrainingWish {
  readonly from: 'inUse' | 'scratch';
  readonly memberCount: number;
  readonly stepsPerMember: number | null;
  readonly seed: number;
}

/** Share of a training job's bar that is training; the rest is measuring. */
const trainingShare = 0.95;

/**
 * Starts a training job on every labelled pixel of the work images.
 * @throws SfumatoError `noLabels`, `noModel`
 */
export function startTraining(session: ProjectSession, services: Services, wish: TrainingWish): string {
  const { store } = session;
  if (!store.images.list().some(({ role, labelledFraction }) => role === 'work' && labelledFraction > 0)) {
    throw new SfumatoError('noLabels', `${store.name}: no image to work on carries a label yet; correct some regions or import labels first`);
  }
  const run: TrainingRun = {
    modelId: randomUUID(),
    parentId: wish.from === 'inUse' ? session.modelInUse().id : null,
    labelSequence: store.journal.lastSequence(),
    memberCount: wish.memberCount,
    stepsPerMember: wish.stepsPerMember,
    seed: wish.seed,
  };
  return session.jobs.start({ kind: 'train', lane: 'engine', request: run, message: 'Waiting to train' }, (control) =>
    train(session, services, run, control),
  );
}

/** Goes on with a run that the program's end cut off; its checkpoints lie under the job's id. */
export function resumeTraining(session: ProjectSession, services: Services, job: { readonly id: string; readonly request: unknown }): void {
  const run = storedRunSchema.parse(job.request);
  session.jobs.start({ id: job.id, kind: 'train', lane: 'engine', request: run, message: 'Waiting to go on training' }, (control) =>
    train(session, services, run, control),
  );
}

async function train(session: ProjectSession, services: Services, run: TrainingRun, control: JobControl): Promise<string> {
  const { store } = session;
  const parent = run.parentId === null ? null : store.models.get(run.parentId);
  const folder = store.paths.model(run.modelId);
  const checkpointFolder = store.paths.checkpoint(control.id);
  control.progress({ message: 'Gathering labels' });
  const images = await labelledImages(session, 'work', run.labelSequence);
  const request: TrainRequest = {
    ...trainingSettings(run, parent !== null),
    images,
    classNames: store.classes.map(({ name }) => name),
    parentFolder: parent && store.paths.model(parent.id),
    modelFolder: folder,
    checkpointFolder,
  };
  try {
    // A run cut off while it was measured has its model already.
    const finished = await readModelCard(folder).catch(() => null);
    if (!finished) {
      await services.engine.train(request, {
        signal: control.signal,
        onProgress: (progress) => control.progress({ ...progress, fraction: progress.fraction * trainingShare }),
      });
    }
    control.progress({ message: 'Measuring on the held-back images', fraction: trainingShare, remainingMs: null });
    const model = await register(session, services, { run, parent, control });
    await rm(checkpointFolder, { recursive: true, force: true });
    return summary(model);
  } catch (thrown) {
    // A model that never entered the project's list would only take room; the checkpoints stay for a second try.
    if (!control.signal.aborted) await rm(folder, { recursive: true, force: true });
    throw thrown;
  }
}

/** Measures the new model and its parent on the same images at the same time, and puts it on the list. */
async function register(
  session: ProjectSession,
  services: Services,
  { run, parent, control }: { readonly run: TrainingRun; readonly parent: ModelRecord | null; readonly control: JobControl },
): Promise<ModelRecord> {
  const { store } = session;
  const card = await readModelCard(store.paths.model(run.modelId));
  const heldBack = await labelledImages(session, 'heldBack');
  const measure = async (modelId: string): Promise<EvaluationFigures | null> =>
    heldBack.length === 0 ? null : measureModel(services, { images: heldBack, modelFolder: store.paths.model(modelId), signal: control.signal });
  const figures = await measure(run.modelId);
  const parentFigures = parent && (await measure(parent.id));
  const model: ModelRecord = {
    id: run.modelId,
    name: `Model ${store.models.list().length + 1}`,
    state: 'candidate',
    createdAt: services.clock.now().toISOString(),
    architecture: card.architecture,
    memberCount: card.memberCount,
    parentId: parent?.id ?? null,
    figures,
    parentFigures,
  };
  store.transaction(() => {
    store.models.add({ ...model, labelSequence: run.labelSequence });
    if (parent && parentFigures) store.models.setFigures(parent.id, parentFigures);
  });
  services.notifications.notify({ type: 'models' });
  // Where none is in use there is nothing to weigh it against.
  return store.models.inUse() ? model : promoteModel(session, services, model.id);
}

/**
 * Images of a role that carry labels, with their labels.
 * @param untilSequence default: as they are now
 */
export async function labelledImages(session: ProjectSession, role: ImageRole, untilSequence?: number): Promise<LabelledEngineImage[]> {
  const { store } = session;
  const asTheyAre = untilSequence === undefined || untilSequence === store.journal.lastSequence();
  const labelled: LabelledEngineImage[] = [];
  for (const image of store.images.list()) {
    if (image.role !== role) continue;
    const labels = asTheyAre ? store.labels.map(image.id, image) : foldLabels(store, image, untilSequence);
    if (labelledCount(labels) > 0) labelled.push({ ...(await engineImage(session, image)), labels });
  }
  return labelled;
}

function summary({ name, state, figures, parentFigures }: ModelRecord): string {
  const standing = state === 'inUse' ? 'is in use' : 'waits for your word';
  if (!figures) return `${name} ${standing}; no held-back labels to measure it on`;
  const before = parentFigures ? ` (${parentFigures.dice.toFixed(3)} before)` : '';
  return `${name} ${standing}: Dice ${figures.dice.toFixed(3)}${before}`;
}
