import { expect, test } from 'vitest';
import { minimapCorner, minimapSize } from './minimapPlace.ts';
import type { MinimapPlaceOptions } from './minimapPlace.ts';

const free: MinimapPlaceOptions = {
  size: { width: 120, height: 90 },
  viewport: { width: 800, height: 600 },
  transform: { scale: 2, offsetX: 0, offsetY: 0 },
  margin: 12,
  region: null,
  pointer: null,
};

test('stands in the lower right corner where nothing is in its way', () => {
  expect(minimapCorner(free)).toBe('lowerRight');
  expect(minimapCorner({ ...free, region: { x: 0, y: 0, width: 300, height: 200 }, pointer: { x: 400, y: 300 } })).toBe('lowerRight');
});

test('makes way for the pointer, and for the region wherever the view has it', () => {
  expect(minimapCorner({ ...free, pointer: { x: 660, y: 500 } })).toBe('upperRight');
  expect(minimapCorner({ ...free, region: { x: 350, y: 260, width: 20, height: 10 } })).toBe('upperRight');
  expect(minimapCorner({ ...free, region: { x: 350, y: 0, width: 20, height: 300 } })).toBe('upperLeft');
  expect(minimapCorner({ ...free, transform: { scale: 1, offsetX: 0, offsetY: 0 }, region: { x: 350, y: 260, width: 20, height: 10 } })).toBe('lowerRight');
});

test('is not shown where it would cover the region in every corner', () => {
  expect(minimapCorner({ ...free, region: { x: 0, y: 0, width: 400, height: 300 } })).toBeNull();
});

test('keeps the shape of the image, and is small in a small view', () => {
  expect(minimapSize({ width: 4000, height: 2000 }, free.viewport)).toEqual({ width: 120, height: 60 });
  expect(minimapSize({ width: 320, height: 240 }, { width: 600, height: 216 })).toEqual({ width: 96, height: 72 });
  expect(minimapSize({ width: 10_000, height: 100 }, free.viewport)).toEqual({ width: 120, height: 16 });
});
