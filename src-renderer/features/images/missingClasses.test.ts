import { expect, test } from 'vitest';
import { classColour } from '../../../src-main/core/classPalette.ts';
import { missingClasses } from './missingClasses.ts';

const classes = ['background', 'nucleus'].map((name, index) => ({ index, name, colour: classColour(index), retired: false }));

test('adds what is missing up to the largest value, numbered without gaps, in colours of their own', () => {
  const added = missingClasses(classes, [2, 4]);
  expect(added.map(({ index, name, retired }) => [index, name, retired])).toEqual([[2, 'class 2', false], [3, 'class 3', false], [4, 'class 4', false]]);
  expect(new Set([...classes, ...added].map(({ colour }) => colour)).size).toBe(5);
});

test('adds nothing where nothing is missing, or so much that numbered objects are meant', () => {
  expect(missingClasses(classes, [])).toEqual([]);
  expect(missingClasses(classes, [17])).toHaveLength(16);
  expect(missingClasses(classes, [18])).toEqual([]);
});
