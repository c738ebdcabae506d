import { expect, test } from 'vitest';
import { alignCurves, digitsFor, plottedValues } from './PlotSeries.ts';

test('curves with x values of their own share one axis, with gaps where one has none', () => {
  const { xs, values } = alignCurves([
    { xs: [1, 3], values: [10, 30] },
    { xs: [2, 3, 5], values: [0.2, null, 0.5] },
  ]);
  expect(xs).toEqual([1, 2, 3, 5]);
  expect(values).toEqual([
    [10, null, 30, null],
    [null, 0.2, null, 0.5],
  ]);
  expect(alignCurves([])).toEqual({ xs: [], values: [] });
});

test('an axis has as many digits as tell its marks apart', () => {
  expect([10, 1, 2.5, 0.5, 0.25, 0.1, 0.05, 0.001].map((step) => digitsFor(step, 2))).toEqual([0, 0, 1, 1, 2, 1, 2, 3]);
  expect(digitsFor(0, 2)).toBe(2);
});

test('the ends of bands are drawn after all curves', () => {
  const format = String;
  const plain = { label: 'a', values: [1, 2], look: 0, format };
  const banded = { label: 'b', values: [3, null], look: 1, format, band: { lower: [2, null], upper: [4, null] } };
  expect(plottedValues([0, 1], [banded, plain])).toEqual([[0, 1], [3, null], [1, 2], [4, null], [2, null]]);
});
