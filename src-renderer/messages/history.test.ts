import { expect, test } from 'vitest';
import { history } from './en/history.ts';
import { history as french } from './fr/history.ts';

const entry = { kind: 'annotate', tool: 'brush', decision: null, changedPixels: 1240 } as const;

test('a gesture is named by its tool, its class and its pixels', () => {
  expect(history.describe(entry, 'nucleus')).toBe('Brush, nucleus, 1,240 px');
  expect(history.describe({ ...entry, tool: 'eraser' }, 'nucleus')).toBe('Eraser, 1,240 px');
  expect(french.describe(entry, 'noyau')).toBe('Pinceau, noyau, 1\u202f240 px');
});

test('a decision is named by what was decided', () => {
  expect(history.describe({ kind: 'review', tool: null, decision: 'flagged', changedPixels: 0 }, null)).toBe('Region flagged');
  expect(french.describe({ kind: 'undo', tool: null, decision: null, changedPixels: 0 }, null)).toBe('Annulation');
});

test('a change of classes is named by what was done, many by their number', () => {
  const renamed = { what: 'renamed', name: 'cell', from: 'nucleus' } as const;
  const retired = { what: 'retired', name: 'debris' } as const;
  expect(history.describeClasses([renamed, retired])).toBe('Class nucleus renamed cell, debris retired');
  expect(history.describeClasses([renamed, retired, renamed])).toBe('Classes: 3 changes');
  expect(french.describeClasses([retired])).toBe('Classe debris retirée');
});
