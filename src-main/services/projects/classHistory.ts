import { classSequenceOf, undoableClassEvent } from '../../core/labels/historyOrder.ts';
import type { StepKey } from '../../core/labels/undoStack.ts';
import type { ClassEvent, ClassRecord } from '../../core/records.ts';
import type { NewClassEvent } from '../../store/ClassEvents.ts';
import type { Services } from '../Services.ts';
import type { ProjectSession } from './ProjectSession.ts';

/**
 * Gives the project another list of classes, as one step of its history. Before the first image there is nothing to go
 * back to: the project is still being set up, and no step is noted.
 */
export function changeClasses(session: ProjectSession, services: Services, after: readonly ClassRecord[]): void {
  const { store } = session;
  if (JSON.stringify(after) === JSON.stringify(store.classes)) return;
  if (store.images.count() === 0) store.putClasses(after);
  else note(session, services, { kind: 'changeClasses', targetSequence: null, after });
}

/** Takes a change of classes back, or does it again. @param step whose turn it is */
export function turnClasses(session: ProjectSession, services: Services, kind: 'undo' | 'redo', step: StepKey): ClassEvent {
  const target = session.store.classEvents.event(classSequenceOf(step) ?? 0);
  const event = note(session, services, {
    kind: kind === 'undo' ? 'undoClasses' : 'redoClasses',
    targetSequence: target.sequence,
    after: kind === 'undo' ? backTo(target.before, session.store.classes) : onTo(target.after, session.store.classes),
  });
  services.notifications.notify({ type: 'project' });
  return event;
}

/** A class is never deleted: one that was not there yet is retired. */
function backTo(before: readonly ClassRecord[], now: readonly ClassRecord[]): ClassRecord[] {
  return now.map((known) => before[known.index] ?? { ...known, retired: true });
}

function onTo(after: readonly ClassRecord[], now: readonly ClassRecord[]): ClassRecord[] {
  return now.map((known) => after[known.index] ?? known);
}

function note(session: ProjectSession, services: Services, { kind, targetSequence, after }: Pick<NewClassEvent, 'kind' | 'targetSequence' | 'after'>): ClassEvent {
  const { store } = session;
  const event: NewClassEvent = {
    at: services.clock.now().toISOString(),
    who: services.user,
    kind,
    afterSequence: store.journal.lastSequence(),
    targetSequence,
    before: store.classes,
    after,
  };
  const sequence = store.putClasses(after, () => store.classEvents.append(event));
  const noted = { ...event, sequence };
  session.noteEvent(undoableClassEvent(noted));
  return noted;
}
