import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { TrainingPlan } from '../../contract/training.ts';
import { countCorrections } from '../../core/insights/effort.ts';
import type { NetworkChoice } from '../../core/networks/NetworkDescription.ts';
import { fineTuningDefaults } from '../../core/training/trainingDefaults.ts';
import type { JournalEntry } from '../../core/records.ts';
import { labelUse } from '../../core/comparison/labelUse.ts';
import type { LearnedFrom } from '../../core/training/TrainingRun.ts';
import { modelFileName, readModelCard, readOnlyArchitecture } from '../models/modelCard.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { labelledClasses } from './labelledClasses.ts';
import { lightUpdate } from './lightUpdate.ts';
import { networkOf, usualNetwork } from './networkOf.ts';
import type { RunHead } from './TrainingRunFiles.ts';
import { trainingSettings, usualMembers } from './trainingPlan.ts';
import { countLabels } from './watchedImages.ts';

/** The part of a model's file that tells how long its training took. */
const trainedSchema = z.object({
  members: z.array(z.unknown()),
  /** One a training; of before, and of Deep Ensembles, there are none, and each member is one. */
  distributions: z.array(z.unknown()).optional(),
  training: z.object({ stepsPerMember: z.number(), batchSize: z.number(), cropSide: z.number(), elapsedMs: z.number() }),
});

/** What a run would be made with, what it would learn from and how long a step takes. */
export async function planTraining(session: ProjectSession, services: Services, from: 'inUse' | 'scratch'): Promise<TrainingPlan> {
  const { store } = session;
  const model = store.models.inUse();
  const continues = from === 'inUse' && model !== null;
  const card = model && (await readModelCard(store.paths.model(model.id)).catch(() => null));
  const defaults = trainingSettings({ memberCount: continues ? (card?.trainings ?? model.memberCount) : usualMembers, stepsPerMember: null, seed: 1 }, continues);
  const { memberCount, stepsPerMember, batchSize, cropSide, learningRate, seed } = defaults;
  const known = model?.learned?.labelSequence ?? 0;
  const timed = continues ? await stepTime(session) : await timeOf(session, { cropSide, batchSize });
  const [only, other] = labelledClasses(store, 2);
  return {
    defaults: { memberCount, stepsPerMember, batchSize, cropSide, learningRate, seed },
    learned: learnedNow(session),
    newCorrections: countCorrections(eventsToLearn(session).filter(({ sequence }) => sequence > known)),
    light: lightUpdate(timed?.stepMs.value ?? null, memberCount),
    onlyClass: only !== undefined && other === undefined ? only : null,
    canContinue: card !== null && card.architecture !== readOnlyArchitecture && card.classNames.length === store.classes.length,
    stepMs: timed && { ...timed.stepMs, multiplyAdds: await multiplyAddsOf(session, services, timed.network, cropSide) },
  };
}

/** A step's time, and the network that took it where that is known. */
interface TimedStep {
  readonly stepMs: { readonly value: number; readonly basis: 'run' | 'model' };
  readonly network: NetworkChoice | null;
}

/** The journal of the images that are learned from. */
export function eventsToLearn({ store }: ProjectSession): JournalEntry[] {
  const learnt = new Set(store.images.list().flatMap((image) => (labelUse(image) === 'training' ? [image.id] : [])));
  return store.journal.whole().filter(({ imageId }) => learnt.has(imageId));
}

/** How long a step takes that goes on from the model in use; null where it is not known. */
export function stepTime(session: ProjectSession): Promise<TimedStep | null> {
  return timeOf(session, fineTuningDefaults);
}

async function timeOf(session: ProjectSession, { cropSide, batchSize }: { readonly cropSide: number; readonly batchSize: number }): Promise<TimedStep | null> {
  const model = session.store.models.inUse();
  return (await byLatestRun(session, cropSide)) ?? (model && byModelFile(session.store.paths.model(model.id), cropSide * cropSide * batchSize));
}

/** An engine that does not start costs the estimate, not the page. */
async function multiplyAddsOf({ store }: ProjectSession, { engine }: Services, network: NetworkChoice | null, cropSide: number): Promise<number | null> {
  if (network === null) return null;
  const sized = await engine.sizeNetwork({ network, classCount: store.classes.length, cropSide }).catch(() => null);
  return sized?.size?.multiplyAdds ?? null;
}

/** What a run that begins now learns from. */
export function learnedNow(session: ProjectSession): LearnedFrom {
  const { store } = session;
  return { ...countLabels(store.images.list()), corrections: countCorrections(eventsToLearn(session)), labelSequence: store.journal.lastSequence() };
}

async function byLatestRun(session: ProjectSession, cropSide: number): Promise<TimedStep | null> {
  for (const id of await session.runs.ids()) {
    const head = await session.runs.head(id);
    if (head?.settings.cropSide !== cropSide) continue;
    const last = (await session.runs.points(id)).at(-1);
    if (last && last.elapsedMs > 0) return { stepMs: { value: last.elapsedMs / last.step, basis: 'run' }, network: await networkOfRun(session, head) };
  }
  return null;
}

/** Time goes with the pixels of a batch. */
async function byModelFile(folder: string, batchPixels: number): Promise<TimedStep | null> {
  const text = await readFile(join(folder, modelFileName), 'utf8').catch(() => null);
  if (text === null) return null;
  const { data } = trainedSchema.safeParse(JSON.parse(text));
  if (!data) return null;
  const { stepsPerMember, batchSize, cropSide, elapsedMs } = data.training;
  const stepMs = elapsedMs / ((data.distributions ?? data.members).length * stepsPerMember);
  if (elapsedMs === 0) return null;
  return { stepMs: { value: (stepMs * batchPixels) / (batchSize * cropSide * cropSide), basis: 'model' }, network: await networkOf(folder) };
}

async function networkOfRun({ store }: ProjectSession, { settings, parentId }: RunHead): Promise<NetworkChoice | null> {
  return settings.network ?? (parentId === null ? usualNetwork : networkOf(store.paths.model(parentId)));
}
