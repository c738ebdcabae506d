import { expect, test } from 'vitest';
import { thumbnailBox } from './thumbnailBox.ts';

test('a region lies in the middle with room around it', () => {
  expect(thumbnailBox({ x: 100, y: 110, width: 44, height: 24 }, 500, 500)).toEqual({ x: 82, y: 82, width: 80, height: 80 });
});

test('a small region at the corner shows what is beside it', () => {
  expect(thumbnailBox({ x: 0, y: 495, width: 3, height: 5 }, 500, 500)).toEqual({ x: 0, y: 460, width: 40, height: 40 });
});

test('a thumbnail is never larger than the image', () => {
  expect(thumbnailBox({ x: 0, y: 0, width: 90, height: 20 }, 100, 30)).toEqual({ x: 30, y: 0, width: 30, height: 30 });
});
