import type { ClassEvent, JournalEntry } from '../records.ts';
import type { StepKey, UndoableEvent } from './undoStack.ts';

/**
 * Corrections and changes of classes in the order in which they were made.
 * @param corrections oldest first, `sequence` rising
 * @param classEvents oldest first; each comes after the corrections up to its `afterSequence`
 */
export function inHistoryOrder<Correction extends Pick<JournalEntry, 'sequence'>, Change extends Pick<ClassEvent, 'afterSequence'>>(
  corrections: readonly Correction[],
  classEvents: readonly Change[],
): (Correction | Change)[] {
  const ordered: (Correction | Change)[] = [];
  let at = 0;
  for (const change of classEvents) {
    for (; at < corrections.length && corrections[at]!.sequence <= change.afterSequence; at++) ordered.push(corrections[at]!);
    ordered.push(change);
  }
  return [...ordered, ...corrections.slice(at)];
}

/** Names a change of classes among the steps of the history, whose numbers are the journal's. */
export function classStep(sequence: number): StepKey {
  return `classes ${sequence}`;
}

/** @returns which change of classes a step is; null for a correction */
export function classSequenceOf(step: StepKey): number | null {
  return typeof step === 'string' ? Number(step.slice('classes '.length)) : null;
}

const kinds = { changeClasses: 'annotate', undoClasses: 'undo', redoClasses: 'redo' } as const;

/** A change of classes as the undo stack sees it. */
export function undoableClassEvent({ sequence, kind, targetSequence, afterSequence }: Omit<ClassEvent, 'before' | 'after' | 'at' | 'who'>): UndoableEvent & { readonly afterSequence: number } {
  return { sequence: classStep(sequence), kind: kinds[kind], tool: null, targetSequence: targetSequence === null ? null : classStep(targetSequence), afterSequence };
}
