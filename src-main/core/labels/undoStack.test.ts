import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterEvent, emptyUndoStacks, foldUndoStacks } from './undoStack.ts';
import type { UndoableEvent, UndoStacks } from './undoStack.ts';

const stroke = (sequence: number): UndoableEvent => ({ sequence, kind: 'annotate', tool: 'brush', targetSequence: null });
const undo = (sequence: number, targetSequence: number): UndoableEvent => ({ sequence, kind: 'undo', tool: null, targetSequence });
const redo = (sequence: number, targetSequence: number): UndoableEvent => ({ sequence, kind: 'redo', tool: null, targetSequence });

test('an undone stroke can be redone until the next stroke', () => {
  expect(foldUndoStacks([stroke(1), stroke(2), undo(3, 2)])).toEqual({ undo: [1], redo: [2] });
  expect(foldUndoStacks([stroke(1), stroke(2), undo(3, 2), redo(4, 2)])).toEqual({ undo: [1, 2], redo: [] });
  expect(foldUndoStacks([stroke(1), undo(2, 1), stroke(3)])).toEqual({ undo: [3], redo: [] });
});

test('imported labels are not undone and do not end what can be redone', () => {
  const imported: UndoableEvent = { sequence: 3, kind: 'annotate', tool: 'import', targetSequence: null };
  expect(foldUndoStacks([stroke(1), undo(2, 1), imported])).toEqual({ undo: [], redo: [1] });
});

test('a settled region is undone like a stroke', () => {
  const settled: UndoableEvent = { sequence: 2, kind: 'review', tool: 'accept', targetSequence: null };
  expect(foldUndoStacks([stroke(1), settled]).undo).toEqual([1, 2]);
});

test('an undo out of turn is refused', () => {
  expect(() => foldUndoStacks([stroke(1), stroke(2), undo(3, 1)])).toThrowError(/wanted target 2, got 1/);
  expect(() => afterEvent(emptyUndoStacks, redo(1, 1))).toThrowError(/wanted target none/);
});

/** What an editor with two plain arrays of labels would do: the model the journal's fold is held against. */
test('any run of strokes, undos and redos folds to what an editor would hold', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('stroke', 'undo', 'redo'), { maxLength: 60 }), (actions) => {
      const events: UndoableEvent[] = [];
      let stepwise: UndoStacks = emptyUndoStacks;
      let done: number[] = [];
      let undone: number[] = [];
      for (const action of actions) {
        const sequence = events.length + 1;
        let event: UndoableEvent;
        if (action === 'stroke') {
          event = stroke(sequence);
          done = [...done, sequence];
          undone = [];
        } else if (action === 'undo') {
          const target = done.at(-1);
          if (target === undefined) continue;
          event = undo(sequence, target);
          undone = [...undone, target];
          done = done.slice(0, -1);
        } else {
          const target = undone.at(-1);
          if (target === undefined) continue;
          event = redo(sequence, target);
          done = [...done, target];
          undone = undone.slice(0, -1);
        }
        events.push(event);
        stepwise = afterEvent(stepwise, event);
      }
      expect(foldUndoStacks(events)).toEqual({ undo: done, redo: undone });
      expect(stepwise).toEqual({ undo: done, redo: undone });
    }),
  );
});
