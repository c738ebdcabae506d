import { classStep, undoableClassEvent } from '../../src-main/core/labels/historyOrder.ts';
import type { StepKey } from '../../src-main/core/labels/undoStack.ts';
import type { ClassEvent, JournalEntry } from '../../src-main/core/records.ts';

/** What the history lists: corrections and decisions of the journal, and changes of the classes. */
export type HistoryEntry = JournalEntry | ClassEvent;

/** One step of the history: a change, or the changes of one gesture on several images. */
export interface HistoryStep {
  /** Of its latest change; names the step. */
  readonly key: StepKey;
  readonly entry: HistoryEntry;
  /** Pixels changed, all its changes together. */
  readonly changedPixels: number;
  readonly imageIds: readonly string[];
  /**
   * `done` stands and can be taken back; `undone` can be done again; `gone` was taken back and then replaced by later work;
   * `fixed` is where the work began.
   */
  readonly state: 'done' | 'undone' | 'gone' | 'fixed';
}

export function isClassEvent(entry: HistoryEntry): entry is ClassEvent {
  return 'afterSequence' in entry;
}

/** The steps, latest first. Undos and redos are no steps: they move the place between the done and the undone. */
export function historySteps(entries: readonly HistoryEntry[]): HistoryStep[] {
  const { undo, redo } = stacksOf(entries);
  const isUndoable = new Set(undo);
  const isRedoable = new Set(redo);
  const stateOf = (key: StepKey): HistoryStep['state'] => (isUndoable.has(key) ? 'done' : isRedoable.has(key) ? 'undone' : 'gone');
  const steps: HistoryStep[] = [];
  for (const entry of entries) {
    if (isClassEvent(entry)) {
      const key = classStep(entry.sequence);
      if (entry.kind === 'changeClasses') steps.push({ key, entry, changedPixels: 0, imageIds: [], state: stateOf(key) });
      continue;
    }
    if (entry.kind === 'undo' || entry.kind === 'redo') continue;
    const last = steps.at(-1);
    if (last && !isClassEvent(last.entry) && entry.gestureId !== null && last.entry.gestureId === entry.gestureId) {
      steps[steps.length - 1] = {
        ...last,
        changedPixels: last.changedPixels + entry.changedPixels,
        imageIds: last.imageIds.includes(entry.imageId) ? last.imageIds : [...last.imageIds, entry.imageId],
      };
      continue;
    }
    const key = entry.sequence;
    const state = entry.tool === 'import' ? 'fixed' : stateOf(key);
    steps.push({ key, entry, changedPixels: entry.changedPixels, imageIds: [entry.imageId], state });
  }
  return steps;
}

/** How many undos or redos lead to a step, so that it is the latest that stands. */
export function wayTo(steps: readonly HistoryStep[], key: StepKey): { readonly direction: 'undo' | 'redo'; readonly count: number } {
  const at = steps.findIndex((step) => step.key === key);
  const target = steps[at];
  if (target?.state === 'undone') return { direction: 'redo', count: steps.slice(at).filter(({ state }) => state === 'undone').length };
  return { direction: 'undo', count: steps.slice(0, Math.max(at, 0)).filter(({ state }) => state === 'done').length };
}

/** What can be taken back and done again among the latest entries; what lies before them counts as done. */
function stacksOf(entries: readonly HistoryEntry[]): { readonly undo: readonly StepKey[]; readonly redo: readonly StepKey[] } {
  const undo: StepKey[] = [];
  let redo: StepKey[] = [];
  for (const entry of entries.toReversed()) {
    const { kind, sequence, targetSequence, tool } = isClassEvent(entry) ? undoableClassEvent(entry) : entry;
    if (kind === 'undo') {
      if (undo.at(-1) === targetSequence) undo.pop();
      redo.push(targetSequence ?? -1);
    } else if (kind === 'redo') {
      redo.pop();
      undo.push(targetSequence ?? -1);
    } else if (tool !== 'import') {
      undo.push(sequence);
      redo = [];
    }
  }
  return { undo, redo };
}
