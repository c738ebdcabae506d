import { changedPixelCount } from '../../core/labels/maskDiff.ts';
import type { MaskDiff } from '../../core/labels/maskDiff.ts';
import type { ImageRecord, RegionState } from '../../core/records.ts';
import type { ImageDecision } from '../../store/ImageRows.ts';
import type { NewEvent } from '../../store/Journal.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { keepForEvaluation } from './keepForEvaluation.ts';

/** What an event says; time, person and count of pixels are put in here. */
export type EventWords = Omit<NewEvent, 'at' | 'who' | 'imageId' | 'changedPixels'>;

export interface ImageEvent {
  readonly image: ImageRecord;
  readonly words: EventWords;
  /** What its author says with it; default: nothing. */
  readonly comment?: string | null;
}

export interface Committed {
  readonly sequence: number;
  readonly at: string;
}

/**
 * Appends events with all that follows from them, in one transaction: labels and objects, the images' figures, the
 * states of regions and images. Windows are told once it is on disk.
 * @returns a sequence number an event, in their order
 * @throws SfumatoError `conflict` and others of the store; nothing of any event is then kept
 */
export function applyEvents(session: ProjectSession, services: Services, events: readonly ImageEvent[]): { readonly sequences: number[]; readonly at: string } {
  const { store } = session;
  const at = services.clock.now().toISOString();
  const whole = events.map(({ image, words }): NewEvent => ({
    ...words,
    at,
    who: services.user,
    imageId: image.id,
    changedPixels: changedPixels(words),
    diff: orNull(words.diff),
    objects: orNull(words.objects),
  }));
  const sequences = store.transaction(() => whole.map((event, index) => applyOne(store, event, events[index]!)));
  whole.forEach((event, index) => session.noteEvent({ ...event, sequence: sequences[index]! }));
  tell(services, whole, sequences);
  for (const imageId of new Set(whole.flatMap((event) => (event.diff || event.regionId !== null ? [event.imageId] : [])))) session.upkeep.noteLabels(imageId);
  const firstTouched = events.filter(({ image }) => image.labelSequence === 0);
  if (firstTouched.some(({ image }) => store.images.get(image.id).forEvaluation)) services.notifications.notify({ type: 'images' });
  return { sequences, at };
}

export function applyEvent(session: ProjectSession, services: Services, image: ImageRecord, words: EventWords, comment: string | null = null): Committed {
  const { sequences, at } = applyEvents(session, services, [{ image, words, comment }]);
  return { sequence: sequences[0]!, at };
}

function applyOne(store: ProjectStore, event: NewEvent, { image, comment }: ImageEvent): number {
  const sequence = store.journal.append(event);
  if (comment) store.comments.add(sequence, comment);
  const growth = event.diff ? store.labels.change(image.id, image, event.diff) : 0;
  if (event.objects) store.objects.change(image.id, image, event.objects);
  if (event.diff || event.objects) {
    // An image has its first labels once, however many events of a gesture it was read for.
    const isFirst = store.images.get(image.id).labelSequence === 0;
    store.images.noteLabels(image.id, growth, sequence);
    if (isFirst) keepForEvaluation(store, event, sequence);
  }
  if (event.decision === null) return sequence;
  if (event.regionId !== null) store.regions.setState(event.regionId, regionStateOf(store, event.regionId));
  else store.images.setDecision(image.id, imageDecisionOf(store, image.id));
  return sequence;
}

function regionStateOf(store: ProjectStore, regionId: string): RegionState {
  const decision = store.journal.decisionInForce(regionId);
  return decision === null || decision === 'reopened' ? 'open' : decision;
}

export function imageDecisionOf(store: ProjectStore, imageId: string): ImageDecision | null {
  const decision = store.journal.imageDecisionInForce(imageId);
  return decision === 'accepted' || decision === 'flagged' ? decision : null;
}

function tell(services: Services, events: readonly NewEvent[], sequences: readonly number[]): void {
  events.forEach(({ imageId, diff, objects }, index) => {
    if (diff || objects) services.notifications.notify({ type: 'labels', imageId, sequence: sequences[index]! });
  });
  if (events.some(({ decision }) => decision !== null)) services.notifications.notify({ type: 'queue' });
}

/** Pixels whose class changed; where none did, those whose object changed. */
function changedPixels({ diff, objects }: EventWords): number {
  const classes = diff ? changedPixelCount(diff) : 0;
  return classes > 0 || !objects ? classes : changedPixelCount(objects);
}

function orNull(diff: MaskDiff | null): MaskDiff | null {
  return diff && diff.runs.length > 0 ? diff : null;
}
