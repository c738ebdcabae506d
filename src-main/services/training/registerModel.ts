import type { ModelComparison } from '../../core/comparison/ModelComparison.ts';
import { countCorrections } from '../../core/insights/effort.ts';
import type { Message } from '../../core/messages/Message.ts';
import { say } from '../../core/messages/Message.ts';
import { saidBy, SfumatoError } from '../../core/SfumatoError.ts';
import type { ModelRecord } from '../../core/records.ts';
import type { Evaluation, LabelledEngineImage } from '../../engine/engineApi.ts';
import type { JobControl } from '../jobs/JobRegistry.ts';
import { measureModel } from '../models/measureModel.ts';
import { readModelCard } from '../models/modelCard.ts';
import { promoteModel } from '../models/promoteModel.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { compareWithChampion } from './compareWithChampion.ts';
import { labelledImages } from './labelledImages.ts';
import { eventsToLearn } from './plan.ts';

export interface TrainedModel {
  readonly modelId: string;
  readonly parent: ModelRecord | null;
  /** Last event that it learned from. */
  readonly labelSequence: number;
  readonly trainedOn: readonly LabelledEngineImage[];
  readonly control: JobControl;
  readonly onTrouble: (message: Message) => void;
}

/** Measures the new model, its parent and the model in use on the same labels at the same time, and puts it on the list. */
export async function registerModel(session: ProjectSession, services: Services, trained: TrainedModel): Promise<ModelRecord> {
  const { store } = session;
  const { modelId, parent, labelSequence } = trained;
  const card = await readModelCard(store.paths.model(modelId));
  const frozen = await readFrozenSet(session);
  const measured = await measureOn(services, frozen, store.paths.model(modelId), trained.control.signal);
  const parentMeasured = parent && (await measureOn(services, frozen, store.paths.model(parent.id), trained.control.signal));
  const comparison = await compare(session, services, trained, { frozen, measured, parentMeasured });
  const model: ModelRecord = {
    id: modelId,
    name: say('modelNumber', { number: store.models.list().length + 1 }).text,
    state: 'candidate',
    createdAt: services.clock.now().toISOString(),
    architecture: card.architecture,
    memberCount: card.memberCount,
    parentId: parent?.id ?? null,
    figures: measured?.shown.figures ?? null,
    parentFigures: parentMeasured?.shown.figures ?? null,
    comparison,
    learned: {
      images: card.data.length,
      labelledPixels: card.data.reduce((sum, { labelledPixels }) => sum + labelledPixels, 0),
      corrections: countCorrections(eventsToLearn(session).filter(({ sequence }) => sequence <= labelSequence)),
      labelSequence,
    },
  };
  store.transaction(() => {
    store.models.add({ ...model, labelSequence, measure: measured && measured.shown });
    if (parent && parentMeasured) store.models.setMeasure(parent.id, parentMeasured.shown);
  });
  services.notifications.notify({ type: 'models' });
  // Where none is in use there is nothing to weigh it against.
  return store.models.inUse() ? model : promoteModel(session, services, model.id);
}

/** The labels that measure, read once: whatever is corrected meanwhile, all models see the same. */
interface FrozenSet {
  readonly heldBack: readonly LabelledEngineImage[];
  readonly evaluation: readonly LabelledEngineImage[];
  readonly labelSequence: number;
}

async function readFrozenSet(session: ProjectSession): Promise<FrozenSet> {
  const labelSequence = session.store.journal.lastSequence();
  const heldBack = await labelledImages(session, 'heldBack', { withObjects: true, untilSequence: labelSequence });
  return { heldBack, evaluation: await labelledImages(session, 'evaluation', { withObjects: true, untilSequence: labelSequence }), labelSequence };
}

interface MeasuredModel {
  /** Its figures: on held-back images, where there are any. */
  readonly shown: Evaluation;
  readonly overlaps: Evaluation['images'];
}

/** @returns null where nothing is kept for measuring */
async function measureOn(services: Services, { heldBack, evaluation }: FrozenSet, modelFolder: string, signal: AbortSignal): Promise<MeasuredModel | null> {
  const parts: Evaluation[] = [];
  for (const images of [heldBack, evaluation]) if (images.length > 0) parts.push(await measureModel(services, { images, modelFolder, signal }));
  const [shown] = parts;
  return shown ? { shown, overlaps: parts.flatMap(({ images }) => images) } : null;
}

interface Measurings {
  readonly frozen: FrozenSet;
  readonly measured: MeasuredModel | null;
  readonly parentMeasured: MeasuredModel | null;
}

/** @returns null where there is no champion, or it cannot be measured: that costs the comparison, not the new model */
async function compare(session: ProjectSession, services: Services, trained: TrainedModel, { frozen, measured, parentMeasured }: Measurings): Promise<ModelComparison | null> {
  const { store } = session;
  const { parent, control, onTrouble } = trained;
  const champion = store.models.inUse() ?? parent;
  if (!champion) return null;
  control.progress({ message: say('comparingModels') });
  try {
    const before = champion.id === parent?.id ? parentMeasured : await measureOn(services, frozen, store.paths.model(champion.id), control.signal);
    const pair = { champion, before: before?.overlaps ?? [], after: measured?.overlaps ?? [], heldBackImages: frozen.heldBack.length, labelSequence: frozen.labelSequence };
    return await compareWithChampion(store, services, trained, pair, control.signal);
  } catch (thrown) {
    if (control.signal.aborted || !(thrown instanceof SfumatoError)) throw thrown;
    onTrouble(say('notCompared', { why: saidBy(thrown) }));
    return null;
  }
}
