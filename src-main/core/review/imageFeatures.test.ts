import { expect, test } from 'vitest';
import { imageFeatures } from './imageFeatures.ts';

test('by hand: two rows of black and white', () => {
  const [mean, deviation, steps, ...histogram] = imageFeatures(Uint8Array.of(0, 255, 0, 255), { width: 2, height: 2 });
  expect([mean, deviation]).toEqual([0.5, 0.5]);
  // Two steps of one across, none down, over two for each of four pixels.
  expect(steps).toBeCloseTo(2 / 8, 12);
  expect(histogram).toEqual([0.5, 0, 0, 0, 0, 0, 0, 0.5]);
});

test('an even image neither spreads nor changes', () => {
  expect(imageFeatures(new Uint8Array(12).fill(128), { width: 4, height: 3 }).slice(1, 3)).toEqual([0, 0]);
});
