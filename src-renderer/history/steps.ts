import type { JournalEntry } from '../../src-main/core/records.ts';

/** One step of the history: a change, or the changes of one gesture on several images. */
export interface HistoryStep {
  /** Of its latest change; names the step. */
  readonly sequence: number;
  readonly entry: JournalEntry;
  /** Pixels changed, all its changes together. */
  readonly changedPixels: number;
  readonly imageIds: readonly string[];
  /**
   * `done` stands and can be taken back; `undone` can be done again; `gone` was taken back and then replaced by later work;
   * `fixed` is where the work began.
   */
  readonly state: 'done' | 'undone' | 'gone' | 'fixed';
}

/** The steps, latest first. Undos and redos are no steps: they move the place between the done and the undone. */
export function historySteps(entries: readonly JournalEntry[]): HistoryStep[] {
  const { undo, redo } = stacksOf(entries);
  const isUndoable = new Set(undo);
  const isRedoable = new Set(redo);
  const steps: HistoryStep[] = [];
  for (const entry of entries) {
    if (entry.kind === 'undo' || entry.kind === 'redo') continue;
    const last = steps.at(-1);
    if (last && entry.gestureId !== null && last.entry.gestureId === entry.gestureId) {
      steps[steps.length - 1] = {
        ...last,
        changedPixels: last.changedPixels + entry.changedPixels,
        imageIds: last.imageIds.includes(entry.imageId) ? last.imageIds : [...last.imageIds, entry.imageId],
      };
      continue;
    }
    const { sequence } = entry;
    const state = isUndoable.has(sequence) ? 'done' : isRedoable.has(sequence) ? 'undone' : entry.tool === 'import' ? 'fixed' : 'gone';
    steps.push({ sequence, entry, changedPixels: entry.changedPixels, imageIds: [entry.imageId], state });
  }
  return steps;
}

/** How many undos or redos lead to a step, so that it is the latest that stands. */
export function wayTo(steps: readonly HistoryStep[], sequence: number): { readonly direction: 'undo' | 'redo'; readonly count: number } {
  const at = steps.findIndex((step) => step.sequence === sequence);
  const target = steps[at];
  if (target?.state === 'undone') return { direction: 'redo', count: steps.slice(at).filter(({ state }) => state === 'undone').length };
  return { direction: 'undo', count: steps.slice(0, Math.max(at, 0)).filter(({ state }) => state === 'done').length };
}

/** What can be taken back and done again among the latest entries; what lies before them counts as done. */
function stacksOf(entries: readonly JournalEntry[]): { readonly undo: readonly number[]; readonly redo: readonly number[] } {
  const undo: number[] = [];
  let redo: number[] = [];
  for (const { kind, sequence, targetSequence, tool } of entries.toReversed()) {
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
