import { expect, test } from 'vitest';
import type { ClassEvent, JournalEntry } from '../../src-main/core/records.ts';
import { historySteps, wayTo } from './steps.ts';

/** A journal written oldest first: `a` a change, `u3` an undo of 3, `r3` its redo, `g` a change of gesture G, `i` an import. */
function journal(text: string): JournalEntry[] {
  return text
    .split(' ')
    .map((sign, at): JournalEntry => ({
      sequence: at + 1,
      at: '2026-11-23T12:00:00.000Z',
      who: 'me',
      kind: sign.startsWith('u') ? 'undo' : sign.startsWith('r') ? 'redo' : 'annotate',
      imageId: `image${at % 3}`,
      tool: sign === 'i' ? 'import' : 'brush',
      classIndex: 1,
      changedPixels: 10,
      modelId: null,
      meanUncertainty: null,
      regionId: null,
      decision: null,
      targetSequence: /\d/.test(sign) ? Number(sign.slice(1)) : null,
      gestureId: sign === 'g' ? 'G' : null,
      inForce: true,
    }))
    .reverse();
}

const drawn = (text: string): string => historySteps(journal(text)).map(({ key, state }) => `${key}${state[0]}`).join(' ');

test('steps are told latest first, undone ones in their place', () => {
  expect(drawn('i a a a')).toBe('4d 3d 2d 1f');
  expect(drawn('a a a u3 u2')).toBe('3u 2u 1d');
  expect(drawn('a a a u3 u2 r2')).toBe('3u 2d 1d');
});

test('what later work replaced can not come back', () => {
  expect(drawn('a a u2 a')).toBe('4d 2g 1d');
});

test('changes of one gesture are one step', () => {
  const [step] = historySteps(journal('a g g g'));
  expect(step).toMatchObject({ key: 4, changedPixels: 30, imageIds: ['image0', 'image2', 'image1'], state: 'done' });
  expect(historySteps(journal('a g g g'))).toHaveLength(2);
});

test('the way to a step', () => {
  const done = historySteps(journal('a a a a'));
  expect(wayTo(done, 4)).toEqual({ direction: 'undo', count: 0 });
  expect(wayTo(done, 2)).toEqual({ direction: 'undo', count: 2 });
  const undone = historySteps(journal('a a a a u4 u3 u2'));
  expect(wayTo(undone, 3)).toEqual({ direction: 'redo', count: 2 });
  expect(wayTo(undone, 4)).toEqual({ direction: 'redo', count: 3 });
});

test('a gesture is one undo', () => {
  const steps = historySteps(journal('a g g g a'));
  expect(wayTo(steps, 1)).toEqual({ direction: 'undo', count: 2 });
});

const changed = (sequence: number, kind: ClassEvent['kind'], targetSequence: number | null): ClassEvent => ({
  sequence,
  at: '2026-11-23T12:00:00.000Z',
  who: 'me',
  kind,
  afterSequence: 2,
  targetSequence,
  before: [],
  after: [],
});

test('a change of classes is a step in its place, taken back and done again with the others', () => {
  const [first, second, third] = journal('a a a').toReversed();
  const made = changed(1, 'changeClasses', null);
  const states = (entries: Parameters<typeof historySteps>[0]): string => historySteps(entries).map(({ key, state }) => `${key} ${state}`).join(', ');
  expect(states([third!, made, second!, first!])).toBe('3 done, classes 1 done, 2 done, 1 done');
  const undone = [changed(2, 'undoClasses', 1), made, second!, first!];
  expect(states(undone)).toBe('classes 1 undone, 2 done, 1 done');
  expect(states([third!, ...undone]), 'later work replaces it').toBe('3 done, classes 1 gone, 2 done, 1 done');
  expect(states([changed(3, 'redoClasses', 1), ...undone])).toBe('classes 1 done, 2 done, 1 done');
  expect(wayTo(historySteps(undone), 'classes 1')).toEqual({ direction: 'redo', count: 1 });
});
