import { expect, test } from 'vitest';
import { mostProbableClasses } from './mostProbableClasses.ts';

test('the most probable class is the first of equal ones', () => {
  expect([...mostProbableClasses(Float32Array.of(0.2, 0.5, 0.3, 0.4, 0.4, 0.2), 3)]).toEqual([1, 0]);
  expect([...mostProbableClasses(Float32Array.of(0.4, 0.6, 0.5, 0.5, 0.7, 0.3), 2)]).toEqual([1, 0, 0]);
});
