import { expect, test } from 'vitest';
import { channelHistograms } from '../../canvas/channelHistograms.ts';
import { histogramBars, histogramSpan, placeOfSample, sampleOfPlace } from './histogramBars.ts';

const [histogram] = channelHistograms(Uint8Array.of(0, 0, 0, 0, 100), 1, 1) as [ReturnType<typeof channelHistograms>[number]];

test('shows all samples and both lines', () => {
  const [low, high] = histogramSpan([histogram], [20, 150]);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(150);
});

test('keeps few bright pixels in sight', () => {
  const bars = histogramBars(histogram, [0, 100], 10);
  expect(bars[0]).toBe(1);
  expect(bars[9]).toBeCloseTo(Math.log(2) / Math.log(5));
  expect(bars.slice(1, 9).every((bar) => bar === 0)).toBe(true);
});

test('places samples and reads places alike', () => {
  const span = [-10, 30] as const;
  expect(sampleOfPlace(placeOfSample(7, span), span)).toBeCloseTo(7);
  expect(placeOfSample(99, span)).toBe(1);
});
