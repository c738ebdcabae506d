import { SfumatoError } from '../SfumatoError.ts';
import type { JournalEntry } from '../records.ts';

/** What the undo stack needs to know of a journal row. */
export type UndoableEvent = Pick<JournalEntry, 'sequence' | 'kind' | 'tool' | 'targetSequence'>;

/** Sequence numbers, the next to be taken back (or redone) last. */
export interface UndoStacks {
  readonly undo: readonly number[];
  readonly redo: readonly number[];
}

export const emptyUndoStacks: UndoStacks = { undo: [], redo: [] };

/**
 * The stacks after one more event. A correction or a settled region can be taken back and ends what could be redone;
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
  const undo: number[] = [];
  let redo: number[] = [];
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

function popExpected(stack: readonly number[], event: UndoableEvent): number {
  const top = stack.at(-1);
  if (top === undefined || top !== event.targetSequence) {
    throw new SfumatoError(
      'corrupt',
      `journal event ${event.sequence} (${event.kind}): wanted target ${top ?? 'none'}, got ${event.targetSequence}`,
    );
  }
  return top;
}
