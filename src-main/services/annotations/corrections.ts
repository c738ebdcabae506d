import { SfumatoError } from '../../core/SfumatoError.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { changedPixelCount, decodeMaskDiff, invertMaskDiff } from '../../core/labels/maskDiff.ts';
import type { MaskDiff } from '../../core/labels/maskDiff.ts';
import type { AnnotationTool, ImageRecord, JournalEntry, RegionState } from '../../core/records.ts';
import { unpackDiff } from '../../store/Journal.ts';
import type { NewEvent } from '../../store/Journal.ts';
import { meanEntropyOver } from '../predictions/meanEntropyOver.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';

export interface Correction {
  readonly imageId: string;
  readonly tool: AnnotationTool;
  readonly classIndex: number;
  /** Bytes of `encodeMaskDiff`. */
  readonly diff: Uint8Array;
  readonly regionId: string | null;
}

export interface Committed {
  readonly sequence: number;
  readonly at: string;
}

/** Labels come in by the import of files, regions are settled by `review.settle`: neither through here. */
const committingTools: ReadonlySet<AnnotationTool> = new Set(['brush', 'eraser', 'accept', 'simulatedExpert']);

/**
 * Puts one correction into the journal and the labels, in one transaction.
 * @throws SfumatoError `conflict` when the labels are not what the change was made on, `classOutOfRange`,
 *   `invalidInput`, `notFound`, `diskFull`; nothing is then changed
 */
export async function commitCorrection(session: ProjectSession, services: Services, correction: Correction): Promise<Committed> {
  const image = session.store.images.get(correction.imageId);
  const diff = decodeMaskDiff(correction.diff);
  if (!committingTools.has(correction.tool)) {
    throw new SfumatoError('invalidInput', `correction of ${image.name}: the tool ${correction.tool} does not make corrections`);
  }
  assertClasses(session, image, diff, correction);
  if (correction.regionId !== null && session.store.regions.get(correction.regionId).imageId !== image.id) {
    throw new SfumatoError('invalidInput', `correction of ${image.name}: the region ${correction.regionId} lies on another image`);
  }
  const doubt = await meanEntropyOver(session, image, diff);
  return applyEvent(session, services, image, {
    kind: 'annotate',
    tool: correction.tool,
    classIndex: correction.classIndex,
    modelId: doubt?.modelId ?? null,
    meanUncertainty: doubt?.mean ?? null,
    regionId: correction.regionId,
    decision: null,
    targetSequence: null,
    diff,
  });
}

/** Takes the latest change in force back; null when there is none. */
export function undoLatest(session: ProjectSession, services: Services): JournalEntry | null {
  const target = session.undoStacks.undo.at(-1);
  return target === undefined ? null : turn(session, services, 'undo', target);
}

/** Puts the change taken back last in force again; null when there is none. */
export function redoLatest(session: ProjectSession, services: Services): JournalEntry | null {
  const target = session.undoStacks.redo.at(-1);
  return target === undefined ? null : turn(session, services, 'redo', target);
}

function turn(session: ProjectSession, services: Services, kind: 'undo' | 'redo', targetSequence: number): JournalEntry {
  const { store } = session;
  const target = store.journal.event(targetSequence);
  const change = target.diff && unpackDiff(target.diff);
  const { sequence } = applyEvent(session, services, store.images.get(target.imageId), {
    kind,
    tool: target.tool,
    classIndex: target.classIndex,
    modelId: target.modelId,
    meanUncertainty: target.meanUncertainty,
    regionId: target.regionId,
    decision: target.decision,
    targetSequence,
    diff: change && (kind === 'undo' ? invertMaskDiff(change) : change),
  });
  const { diff: _pixels, ...entry } = store.journal.event(sequence);
  return { ...entry, inForce: true };
}

type EventWords = Omit<NewEvent, 'at' | 'who' | 'imageId' | 'changedPixels'>;

/**
 * Appends an event with all that follows from it: labels, the image's figures, the region's state. Windows are told
 * once it is on disk.
 */
export function applyEvent(session: ProjectSession, services: Services, image: ImageRecord, words: EventWords): Committed {
  const { store } = session;
  const at = services.clock.now().toISOString();
  const hasPixels = words.diff !== null && words.diff.runs.length > 0;
  const event: NewEvent = {
    ...words,
    at,
    who: services.user,
    imageId: image.id,
    changedPixels: words.diff ? changedPixelCount(words.diff) : 0,
    diff: hasPixels ? words.diff : null,
  };
  const settles = words.regionId !== null && words.decision !== null;
  const sequence = store.transaction(() => {
    const appended = store.journal.append(event);
    if (event.diff) store.images.noteLabels(image.id, store.labels.change(image.id, image, event.diff), appended);
    if (settles) {
      const state: RegionState = store.journal.decisionInForce(words.regionId) ?? 'open';
      store.regions.setState(words.regionId, state);
    }
    return appended;
  });
  session.noteEvent({ ...event, sequence });
  if (event.diff) services.notifications.notify({ type: 'labels', imageId: image.id, sequence });
  if (settles) services.notifications.notify({ type: 'queue' });
  return { sequence, at };
}

function assertClasses(session: ProjectSession, image: ImageRecord, diff: MaskDiff, correction: Correction): void {
  const allowed = new Set<number>([unlabelled, ...session.store.classes.map(({ index }) => index)]);
  const values = [correction.classIndex];
  for (let at = 3; at < diff.runs.length; at += 4) values.push(diff.runs[at]!);
  const wrong = values.find((value) => !allowed.has(value));
  if (wrong === undefined) return;
  throw new SfumatoError(
    'classOutOfRange',
    `correction of ${image.name}: ${wrong} is no class of the project (${[...allowed].sort((a, b) => a - b).join(', ')})`,
  );
}
