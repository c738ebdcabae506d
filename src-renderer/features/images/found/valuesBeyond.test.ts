import { expect, test } from 'vitest';
import { valuesBeyond } from './valuesBeyond.ts';

const label = (name: string, values: number[] | null) => ({ name, values, size: null, problem: null });
const labels = [label('a.png', [1, 4]), label('b.png', [1, 2, 3, 4]), label('c.png', null), label('unused.png', [9])];
const classes = [{ index: 0 }, { index: 1 }, { index: 2 }];

test('values without a class are told with their files, of the label files that come in alone', () => {
  expect(valuesBeyond(labels, new Set(['a.png', 'b.png', 'c.png']), classes)).toEqual({
    beyond: [{ value: 3, files: ['b.png'] }, { value: 4, files: ['a.png', 'b.png'] }],
    read: 2,
    count: 3,
  });
});

test('nothing is beyond where the classes suffice', () => {
  expect(valuesBeyond(labels, new Set(['a.png']), [...classes, { index: 4 }]).beyond).toEqual([]);
  expect(valuesBeyond([], new Set(), classes)).toEqual({ beyond: [], read: 0, count: 0 });
});
