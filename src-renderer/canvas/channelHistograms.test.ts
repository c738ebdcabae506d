import { expect, test } from 'vitest';
import { channelHistograms, percentile } from './channelHistograms.ts';

test('counts each channel by itself', () => {
  const [first, second] = channelHistograms(Uint8Array.of(0, 10, 4, 10, 4, 30), 2, 2);
  expect(first).toMatchObject({ minimum: 0, maximum: 4, total: 3 });
  expect(second).toMatchObject({ minimum: 10, maximum: 30, total: 3 });
  expect(first?.counts[0]).toBe(1);
  expect(first?.counts.at(-1)).toBe(2);
});

test('finds percentiles to within a bin', () => {
  const [histogram] = channelHistograms(Uint16Array.from({ length: 1000 }, (_, at) => at), 1, 1);
  expect(percentile(histogram!, 0.5)).toBeCloseTo(500, -1);
  expect(percentile(histogram!, 0.01)).toBeLessThan(13);
  expect(percentile(histogram!, 1)).toBeCloseTo(999, 0);
});

test('leaves out what is no number, and knows an image of one value', () => {
  const [odd] = channelHistograms(Float32Array.of(NaN, 1, Infinity, 3), 1, 1);
  expect(odd).toMatchObject({ minimum: 1, maximum: 3, total: 2 });
  const [flat] = channelHistograms(Uint8Array.of(7, 7), 1, 1);
  expect(percentile(flat!, 0.5)).toBeCloseTo(7);
  const [none] = channelHistograms(Float32Array.of(NaN), 1, 1);
  expect(percentile(none!, 0.5)).toBe(0);
});
