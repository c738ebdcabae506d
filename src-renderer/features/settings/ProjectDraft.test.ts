import { expect, test } from 'vitest';
import { ProjectDraft } from './ProjectDraft.svelte.ts';

const classes = ['background', 'nucleus', 'debris'].map((name, index) => ({ index, name, colour: `#00000${index}`, retired: false }));

function draftOf(): ProjectDraft {
  const draft = new ProjectDraft();
  draft.take({ name: 'Cells', classes });
  return draft;
}

test('a draft knows whether it differs from what is saved', () => {
  const draft = draftOf();
  expect(draft.isChanged).toBe(false);
  draft.change(1, { name: 'cell' });
  expect(draft.isChanged).toBe(true);
  draft.discard();
  expect(draft.classes[1]!.name).toBe('nucleus');
  expect(draft.isChanged).toBe(false);
});

test('a new class has a colour of its own and can be taken away; one there was cannot', () => {
  const draft = draftOf();
  draft.add();
  expect(draft.classes).toHaveLength(4);
  expect(draft.classes[3]!.index).toBe(3);
  expect(new Set(draft.classes.map(({ colour }) => colour)).size).toBe(4);
  expect(draft.classError).toContain('name');
  draft.takeAwayLast();
  draft.takeAwayLast();
  expect(draft.classes).toHaveLength(3);
});

test('the background and one other class stay in use', () => {
  const draft = draftOf();
  expect(draft.mayRetire(0)).toBe(false);
  expect(draft.mayRetire(2)).toBe(true);
  draft.change(2, { retired: true });
  expect(draft.mayRetire(1)).toBe(false);
});

test('two classes of one name are refused, whatever their capitals', () => {
  const draft = draftOf();
  draft.change(2, { name: ' Nucleus ' });
  expect(draft.classError).toContain('same name');
  expect(draft.isWhole).toBe(false);
});
