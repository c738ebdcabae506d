import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sweepBrush } from './brush.ts';
import { emptyLabelMap, unlabelled } from './labelMap.ts';
import type { LabelMap } from './labelMap.ts';
import { applyMaskDiff, decodeMaskDiff, encodeMaskDiff, invertMaskDiff } from './maskDiff.ts';
import { strokeDiff } from './strokeDiff.ts';
import { StrokeMemo } from './StrokeMemo.ts';

const picture = ({ width, height, data }: LabelMap): string[] =>
  Array.from({ length: height }, (_, row) =>
    [...data.subarray(row * width, (row + 1) * width)].map((value) => (value === unlabelled ? '.' : String(value))).join(''),
  );

const stamp = (map: LabelMap, x: number, y: number, radiusImagePx: number): void => {
  sweepBrush(map, { from: { x, y }, to: { x, y }, radiusImagePx }, 1, new StrokeMemo(map.width, map.height));
};

test('a stamp is round', () => {
  const map = emptyLabelMap(7, 7);
  stamp(map, 3.5, 3.5, 2.5);
  expect(picture(map)).toEqual(['.......', '..111..', '.11111.', '.11111.', '.11111.', '..111..', '.......']);
});

test('the smallest brush paints the pixel under it, wherever it points', () => {
  const centre = emptyLabelMap(3, 3);
  stamp(centre, 1.5, 1.5, 0.1);
  expect(picture(centre)).toEqual(['...', '.1.', '...']);
  const corner = emptyLabelMap(3, 3);
  stamp(corner, 1, 1, 0.1);
  expect(corner.data).toContain(1);
});

test('a fast sweep leaves no hole', () => {
  const map = emptyLabelMap(12, 5);
  sweepBrush(map, { from: { x: 1.5, y: 1.5 }, to: { x: 10.5, y: 3.5 }, radiusImagePx: 1 }, 2, new StrokeMemo(12, 5));
  expect(picture(map)).toEqual(['.2..........', '222222......', '.2222222222.', '......222222', '..........2.']);
});

const coordinate = fc.double({ min: -5, max: 25, noNaN: true });
const sweeps = fc.record({
  from: fc.record({ x: coordinate, y: coordinate }),
  to: fc.record({ x: coordinate, y: coordinate }),
  radiusImagePx: fc.double({ min: 0.71, max: 6, noNaN: true }),
});

test('exactly the pixels whose centre is near enough to the line are painted', () => {
  fc.assert(
    fc.property(sweeps, (sweep) => {
      const map = emptyLabelMap(20, 20);
      sweepBrush(map, sweep, 3, new StrokeMemo(20, 20));
      map.data.forEach((value, at) => {
        const distance = distanceToLine((at % 20) + 0.5, Math.floor(at / 20) + 0.5, sweep);
        // At the very rim rounding decides.
        if (Math.abs(distance - sweep.radiusImagePx) > 1e-6) expect(value === 3).toBe(distance < sweep.radiusImagePx);
      });
    }),
  );
});

function distanceToLine(x: number, y: number, { from, to }: { from: { x: number; y: number }; to: { x: number; y: number } }): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : Math.min(Math.max(((x - from.x) * dx + (y - from.y) * dy) / squared, 0), 1);
  return Math.hypot(x - from.x - share * dx, y - from.y - share * dy);
}

test('a stroke over several tiles is one well-formed change that can be taken back', () => {
  const map = emptyLabelMap(600, 300);
  map.data.fill(0, 0, 600 * 20);
  const before = map.data.slice();
  const memo = new StrokeMemo(600, 300);
  sweepBrush(map, { from: { x: 10, y: 5 }, to: { x: 590, y: 295 }, radiusImagePx: 9 }, 1, memo);
  sweepBrush(map, { from: { x: 590, y: 295 }, to: { x: 250, y: 10 }, radiusImagePx: 4 }, 2, memo);
  const after = map.data.slice();
  const diff = decodeMaskDiff(encodeMaskDiff(strokeDiff(map, memo)));
  applyMaskDiff(map, invertMaskDiff(diff));
  expect(map.data).toEqual(before);
  applyMaskDiff(map, diff);
  expect(map.data).toEqual(after);
});

test('a stroke that misses the image or changes nothing is an empty change', () => {
  const map = emptyLabelMap(10, 10);
  const memo = new StrokeMemo(10, 10);
  const box = sweepBrush(map, { from: { x: -50, y: -50 }, to: { x: -40, y: -50 }, radiusImagePx: 3 }, 1, memo);
  expect(box.width * box.height).toBe(0);
  sweepBrush(map, { from: { x: 5, y: 5 }, to: { x: 5, y: 5 }, radiusImagePx: 3 }, unlabelled, memo);
  expect(strokeDiff(map, memo).runs).toHaveLength(0);
});
