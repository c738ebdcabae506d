import { invertMaskDiff } from '../../core/labels/maskDiff.ts';
import type { JournalEntry } from '../../core/records.ts';
import { entryOf, unpackDiff } from '../../store/Journal.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { applyEvents } from './applyEvents.ts';
import type { ImageEvent } from './applyEvents.ts';

/** Takes the latest change in force back, with its whole gesture; null when there is none. */
export function undoLatest(session: ProjectSession, services: Services): JournalEntry | null {
  return turn(session, services, 'undo');
}

/** Puts the change taken back last in force again, with its whole gesture; null when there is none. */
export function redoLatest(session: ProjectSession, services: Services): JournalEntry | null {
  return turn(session, services, 'redo');
}

function turn(session: ProjectSession, services: Services, kind: 'undo' | 'redo'): JournalEntry | null {
  const { journal } = session.store;
  const targets = gestureOnTop(session, session.undoStacks[kind]);
  if (targets.length === 0) return null;
  const { sequences } = applyEvents(session, services, targets.map((target) => turnedEvent(session, kind, target)));
  return { ...entryOf(journal.event(sequences.at(-1)!)), inForce: true };
}

/** The event whose turn it is, and those below it of the same gesture: latest first, as a stack gives them. */
function gestureOnTop({ store: { journal } }: ProjectSession, stack: readonly number[]): number[] {
  const top = stack.at(-1);
  if (top === undefined) return [];
  const gesture = journal.gestureOf(top);
  const targets = [top];
  if (gesture === null) return targets;
  for (let at = stack.length - 2; at >= 0 && journal.gestureOf(stack[at]!) === gesture; at--) targets.push(stack[at]!);
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
