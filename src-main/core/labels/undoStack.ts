import { SfumatoError } from '../SfumatoError.ts';
import type { JournalEntry } from '../records.ts';

/** A step of the history: a correction by its number in the journal, or a change of classes by its own. */
export type StepKey = number | `classes ${number}`;

/** What the undo stack needs to know of an event. */
export interface UndoableEvent extends Pick<JournalEntry, 'kind' | 'tool'> {
  readonly sequence: StepKey;
  readonly targetSequence: StepKey | null;
}

/** Steps, the next to be taken back (or redone) last. */
export interface UndoStacks {
  readonly undo: readonly StepKey[];
  readonly redo: readonly StepKey[];
}

export const emptyUndoStacks: UndoStacks = { undo: [], redo: [] };

/**
 * The stacks after one more event. A correction, a settled region or a change of classes can be taken back and ends what could be redone;
 * labels that came with an import are where the work begins, so they stay out of both.
 * @throws SfumatoError `corrupt` when an undo or redo names another event than the one whose turn it is
 */
export function afterEvent(stacks: UndoStacks, event: UndoableEvent): UndoStacks {
  if (event.kind === 'undo') {
    const taken = popExpected(stacks.undo, event);
    return { undo: stacks.undo.slice(0, -1), redo: [...stacks.redo, taken] };
  }
  if (event.kind === 'redo') {
    const taken = popExpected(stacks.redo, event);
    return { undo: [...stacks.undo, taken], redo: stacks.redo.slice(0, -1) };
  }
  if (event.tool === 'import') return stacks;
  return { undo: [...stacks.undo, event.sequence], redo: [] };
}

/** The stacks a whole journal leads to, oldest event first: across images and restarts. */
export function foldUndoStacks(events: Iterable<UndoableEvent>): UndoStacks {
  const undo: StepKey[] = [];
  let redo: StepKey[] = [];
  for (const event of events) {
    if (event.kind === 'undo') {
      redo.push(popExpected(undo, event));
      undo.pop();
    } else if (event.kind === 'redo') {
      undo.push(popExpected(redo, event));
      redo.pop();
    } else if (event.tool !== 'import') {
      undo.push(event.sequence);
      redo = [];
    }
  }
  return { undo, redo };
}

function popExpected(stack: readonly StepKey[], event: UndoableEvent): StepKey {
  const top = stack.at(-1);
  if (top === undefined || top !== event.targetSequence) {
    throw new SfumatoError(
      'corrupt',
      `journal event ${event.sequence} (${event.kind}): wanted target ${top ?? 'none'}, got ${event.targetSequence}`,
    );
  }
  return top;
}
