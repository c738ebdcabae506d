import { expect, test } from 'vitest';
import { doubled, DoubledPart } from './DoubledPart.ts';

test('enlarging is linear between pixel centres', () => {
  // Centres of 0 and 8 lie at 0.5 and 1.5; the new ones at 0.25, 0.75, 1.25, 1.75, the outermost held at the edge.
  expect([...doubled(Float32Array.of(0, 8), 2, 1)]).toEqual([0, 2, 6, 8, 0, 2, 6, 8]);
  expect([...doubled(Float32Array.of(5), 1, 1)]).toEqual([5, 5, 5, 5]);
});

test('its 2 x 2 means keep a ramp where it is, away from the edge', () => {
  const width = 6;
  const ramp = Float32Array.from({ length: width }, (_none, x) => x);
  const wide = doubled(ramp, width, 1);
  for (let x = 1; x < width - 1; x++) expect((wide[2 * x]! + wide[2 * x + 1]!) / 2).toBeCloseTo(x, 6);
});

test('past its edge lies its mirror image', async () => {
  const part = new DoubledPart(Float32Array.of(0, 8), 2, 1);
  expect([...(await part.window({ x: 2, y: 0, width: 4, height: 1 }))]).toEqual([6, 8, 6, 2]);
});
