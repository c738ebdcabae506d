import { expect, test } from 'vitest';
import type { ClassRecord } from '../../src-main/core/records.ts';
import { classDifferences } from './classDifferences.ts';

const classes: readonly ClassRecord[] = ['background', 'nucleus', 'debris'].map((name, index) => ({ index, name, colour: '#aaBBcc', retired: false }));
const changed = (index: number, change: Partial<ClassRecord>): ClassRecord[] => classes.map((each) => (each.index === index ? { ...each, ...change } : each));

test('each thing done to a class is told, by the name it has now', () => {
  expect(classDifferences(classes, changed(1, { colour: '#000000' }))).toEqual([{ what: 'recoloured', name: 'nucleus' }]);
  expect(classDifferences(classes, changed(1, { name: 'cell', retired: true }))).toEqual([
    { what: 'renamed', name: 'cell', from: 'nucleus' },
    { what: 'retired', name: 'cell' },
  ]);
  expect(classDifferences(changed(2, { retired: true }), classes)).toEqual([{ what: 'restored', name: 'debris' }]);
  expect(classDifferences(classes.slice(0, 2), classes)).toEqual([{ what: 'added', name: 'debris' }]);
});

test('the same colour in other letters is no difference', () => {
  expect(classDifferences(classes, changed(1, { colour: '#AABBCC' }))).toEqual([]);
});
