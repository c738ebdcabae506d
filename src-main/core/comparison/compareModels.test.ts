import { expect, test } from 'vitest';
import { batchEnds, compareBatches } from './compareBatches.ts';
import { compareModels, imageDice } from './compareModels.ts';
import type { ImageOverlap } from './ImageOverlap.ts';

const overlap = (imageId: string, truth: number[], predicted: number[], both: number[]): ImageOverlap => ({
  imageId,
  labelled: truth.reduce((sum, count) => sum + count, 0),
  truth,
  predicted,
  both,
});

test("an image's Dice is the mean over its classes but the background, and over what was seen for nothing", () => {
  expect(imageDice(overlap('a', [10, 4, 0], [9, 5, 0], [8, 3, 0]))).toBeCloseTo(6 / 9, 12);
  // Class 2 is not in the labels: seeing it costs.
  expect(imageDice(overlap('a', [10, 4, 0], [8, 5, 1], [8, 3, 0]))).toBeCloseTo(6 / 9 / 2, 12);
  expect(imageDice(overlap('a', [10, 0, 0], [10, 0, 0], [10, 0, 0]))).toBe(1);
});

test('classes are pooled over all images, images judged one by one, those that lost named worst first', () => {
  const before = [overlap('a', [10, 4], [10, 4], [8, 2]), overlap('b', [0, 6], [0, 6], [0, 6]), overlap('c', [2, 2], [2, 2], [2, 2])];
  const after = [overlap('a', [10, 4], [10, 4], [10, 4]), overlap('b', [0, 6], [3, 3], [0, 3]), overlap('c', [2, 2], [3, 1], [2, 1])];
  const compared = compareModels(before, after, 0.005);
  expect(compared).toMatchObject({ images: 3, pixels: 24, verdict: 'cannotTell', why: 'fewImages' });
  expect(compared.mean).toBeCloseTo((0.5 + (2 / 3 - 1) + (2 / 3 - 1)) / 3, 12);
  expect(compared.classes).toEqual([
    { classIndex: 0, pixels: 12, before: 20 / 24, after: 24 / 28 },
    { classIndex: 1, pixels: 12, before: 20 / 24, after: 16 / 20 },
  ]);
  expect(compared.lost.map(({ imageId }) => imageId)).toEqual(['b', 'c']);
});

test('images without labels do not count', () => {
  const [empty, full] = [overlap('a', [0, 0], [0, 0], [0, 0]), overlap('b', [1, 1], [1, 1], [1, 1])];
  expect(compareModels([empty, full], [empty, full], 0)).toMatchObject({ images: 1, pixels: 2 });
});

test('other images, or other labels, are refused', () => {
  const one = overlap('a', [1, 1], [1, 1], [1, 1]);
  for (const other of [[], [overlap('b', [1, 1], [1, 1], [1, 1])], [overlap('a', [2, 0], [1, 1], [1, 0])]]) {
    expect(() => compareModels([one], other, 0)).toThrow(expect.objectContaining({ code: 'sizeMismatch' }));
  }
});

test('batches of labels: one between two models, the oldest put together', () => {
  expect(batchEnds([9, 0, 4, 9, 7], 8)).toEqual([4, 7, 9]);
  expect(batchEnds([9, 4, 7], 2)).toEqual([7, 9]);
  const grouped = (right: number[], pixels: number[]): ImageOverlap => ({ ...overlap('a', [1], [1], [1]), groups: pixels.map((count, group) => ({ group, pixels: count, right: right[group]! })) });
  const before = [grouped([8, 0, 1], [10, 0, 4]), grouped([2, 0, 0], [10, 0, 0])];
  const after = [grouped([9, 0, 4], [10, 0, 4]), grouped([1, 0, 0], [10, 0, 0])];
  expect(compareBatches(before, after, [4, 7, 9], 7)).toEqual([
    { after: 0, upTo: 4, images: 2, pixels: 20, accuracyBefore: 0.5, accuracyAfter: 0.5, isNew: false },
    { after: 7, upTo: 9, images: 1, pixels: 4, accuracyBefore: 0.25, accuracyAfter: 1, isNew: true },
  ]);
});
