import { expect, test } from 'vitest';
import { overlapOf } from './overlapOf.ts';

const question = {
  imageId: 'a',
  prediction: Uint8Array.from([0, 1, 1, 2, 2, 0]),
  labels: Uint8Array.from([0, 1, 2, 2, 255, 255]),
  classCount: 3,
};

test('labelled pixels alone are counted', () => {
  expect(overlapOf({ ...question, groups: null })).toEqual({ imageId: 'a', labelled: 4, truth: [1, 1, 2], predicted: [1, 2, 1], both: [1, 1, 1] });
});

test('groups are counted apart, unlabelled pixels and those of no group in none', () => {
  expect(overlapOf({ ...question, groups: Uint8Array.from([0, 3, 3, 255, 3, 0]) }).groups).toEqual([
    { group: 0, pixels: 1, right: 1 },
    { group: 3, pixels: 2, right: 1 },
  ]);
});

test('labels of another size are refused', () => {
  expect(() => overlapOf({ ...question, labels: new Uint8Array(5), groups: null })).toThrow(expect.objectContaining({ code: 'sizeMismatch' }));
});
