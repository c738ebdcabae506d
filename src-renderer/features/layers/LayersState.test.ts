import { expect, test } from 'vitest';
import { startStored } from '../../app/stored.ts';
import { LayersState } from './LayersState.svelte.ts';

test('a hidden class is kept for its project, and no other has it hidden', () => {
  startStored({}, () => Promise.resolve());
  let open: string | null = 'first';
  const layers = new LayersState(() => open);
  layers.toggleClass(2);
  expect([...layers.hiddenClasses]).toEqual([2]);

  // The next start reads what was written.
  const later = (id: string | null): number[] => [...new LayersState(() => id).hiddenClasses];
  expect(later('first')).toEqual([2]);
  expect(later('second')).toEqual([]);
  expect(later(null)).toEqual([]);
  open = 'first';
  layers.showAllClasses();
  expect(later('first')).toEqual([]);
});

test('a class shown alone hides the others, and shows them again when it is alone', () => {
  startStored({ 'hiddenClasses p': [0, 'x'] }, () => Promise.resolve());
  const layers = new LayersState(() => 'p');
  expect([...layers.hiddenClasses], 'what cannot be read hides nothing').toEqual([]);
  layers.soloClass(1, [0, 1, 2]);
  expect([...layers.hiddenClasses].sort()).toEqual([0, 2]);
  layers.clear();
  expect([...layers.hiddenClasses].sort(), 'opening a project leaves its choice').toEqual([0, 2]);
  layers.soloClass(1, [0, 1, 2]);
  expect(layers.hiddenClasses.size).toBe(0);
});
