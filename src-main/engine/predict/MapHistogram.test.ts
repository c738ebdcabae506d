import { expect, test } from 'vitest';
import { MapHistogram } from './MapHistogram.ts';

test('a lone spike does not set the top of the scale', () => {
  const histogram = new MapHistogram();
  histogram.add(Uint8Array.from({ length: 1000 }, (_none, at) => (at < 4 ? 255 : at % 52)));
  expect(histogram.displayMaximum(1)).toBeCloseTo(51 / 255, 6);
});

test('an even map is shown over all of its range, an empty one not as noise', () => {
  const even = new MapHistogram();
  even.add(Uint8Array.from({ length: 2560 }, (_none, at) => at % 256));
  expect(even.displayMaximum(0.7)).toBeCloseTo((0.7 * 254) / 255, 6);
  const flat = new MapHistogram();
  flat.add(new Uint8Array(100));
  expect(flat.displayMaximum(0.7)).toBeCloseTo(0.014, 6);
});
