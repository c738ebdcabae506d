import { invertMaskDiff } from '../../core/labels/maskDiff.ts';
import { classSequenceOf } from '../../core/labels/historyOrder.ts';
import type { StepKey } from '../../core/labels/undoStack.ts';
import type { ClassEvent, JournalEntry } from '../../core/records.ts';
import { entryOf, unpackDiff } from '../../store/Journal.ts';
import { turnClasses } from '../projects/classHistory.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { applyEvents } from './applyEvents.ts';
import type { ImageEvent } from './applyEvents.ts';

/** The undo or redo that was made: of labels and decisions, or of the classes. */
export type TurnedEvent = JournalEntry | ClassEvent;

/** Takes the latest change in force back, with its whole gesture; null when there is none. */
export function undoLatest(session: ProjectSession, services: Services): TurnedEvent | null {
  return turn(session, services, 'undo');
}

/** Puts the change taken back last in force again, with its whole gesture; null when there is none. */
export function redoLatest(session: ProjectSession, services: Services): TurnedEvent | null {
  return turn(session, services, 'redo');
}

function turn(session: ProjectSession, services: Services, kind: 'undo' | 'redo'): TurnedEvent | null {
  const { journal } = session.store;
  const top = session.undoStacks[kind].at(-1);
  if (top !== undefined && classSequenceOf(top) !== null) return turnClasses(session, services, kind, top);
  const targets = gestureOnTop(session, session.undoStacks[kind]);
  if (targets.length === 0) return null;
  const { sequences } = applyEvents(session, services, targets.map((target) => turnedEvent(session, kind, target)));
  return { ...entryOf(journal.event(sequences.at(-1)!)), inForce: true };
}

/** The event whose turn it is, and those below it of the same gesture: latest first, as a stack gives them. */
function gestureOnTop({ store: { journal } }: ProjectSession, stack: readonly StepKey[]): number[] {
  const top = stack.at(-1);
  if (typeof top !== 'number') return [];
  const gesture = journal.gestureOf(top);
  const targets = [top];
  if (gesture === null) return targets;
  for (const below of stack.slice(0, -1).reverse()) {
    if (typeof below !== 'number' || journal.gestureOf(below) !== gesture) break;
    targets.push(below);
  }
  return targets;
}

function turnedEvent({ store }: ProjectSession, kind: 'undo' | 'redo', targetSequence: number): ImageEvent {
  const target = store.journal.event(targetSequence);
  const change = (packed: Uint8Array | null) => {
    const made = packed && unpackDiff(packed);
    return made && kind === 'undo' ? invertMaskDiff(made) : made;
  };
  return {
    image: store.images.get(target.imageId),
    words: {
      kind,
      tool: target.tool,
      classIndex: target.classIndex,
      modelId: target.modelId,
      meanUncertainty: target.meanUncertainty,
      regionId: target.regionId,
      decision: target.decision,
      targetSequence,
      gestureId: target.gestureId,
      diff: change(target.diff),
      objects: change(target.objectDiff),
    },
  };
}
