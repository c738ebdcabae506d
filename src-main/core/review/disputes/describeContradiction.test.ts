import { expect, test } from 'vitest';
import { describeContradiction } from './describeContradiction.ts';

const size = { width: 6, height: 4 };
const labels = Uint8Array.from([
  [1, 1, 1, 1, 2, 2],
  [1, 1, 1, 1, 2, 2],
  [1, 1, 1, 1, 2, 2],
  [1, 1, 1, 1, 255, 255],
].flat());

test('a contradiction is described by its labels: most frequent class, pixels at a border, half of it expected wrong', () => {
  // Three columns of 1 and one of 2, the last row left out.
  const found = describeContradiction({ box: { x: 1, y: 0, width: 4, height: 3 }, mask: new Uint8Array(12).fill(1) }, labels, size);
  expect(found).toMatchObject({ pixelCount: 12, score: 6, worth: 0.5, proposedClass: 1, features: [], means: { predictiveEntropy: 0, learnedLoss: 0 } });
  // Six along the border of 1 and 2; the lowest of 2 also lies beside what is not labelled.
  expect(found.boundaryPixels).toBe(6);
});

test('only what is inside the mask counts', () => {
  const found = describeContradiction({ box: { x: 3, y: 0, width: 2, height: 2 }, mask: Uint8Array.of(0, 1, 0, 1) }, labels, size);
  expect(found).toMatchObject({ pixelCount: 2, score: 1, proposedClass: 2, boundaryPixels: 2 });
});
