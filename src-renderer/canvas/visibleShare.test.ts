import { expect, test } from 'vitest';
import { visibleShare } from './visibleShare.ts';

const image = { width: 100, height: 200 };

test('is the whole of an image that fits', () => {
  expect(visibleShare({ scale: 1, offsetX: 10, offsetY: 5 }, image, { width: 300, height: 300 })).toEqual({ x: 0, y: 0, width: 1, height: 1 });
});

test('is the part inside the view', () => {
  expect(visibleShare({ scale: 2, offsetX: -50, offsetY: -100 }, image, { width: 100, height: 100 })).toEqual({ x: 0.25, y: 0.25, width: 0.5, height: 0.25 });
});

test('is nothing where the image is out of sight or there is no view yet', () => {
  expect(visibleShare({ scale: 1, offsetX: 400, offsetY: 0 }, image, { width: 300, height: 300 })).toBeNull();
  expect(visibleShare({ scale: 1, offsetX: 0, offsetY: 0 }, image, { width: 0, height: 0 })).toBeNull();
});
