import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImagePoint } from '../geometry.ts';
import { emptyLabelPlanes } from './LabelPlanes.ts';
import { applyChange } from './LabelChange.ts';
import { paintedChange } from './paint.ts';
import { polygonSpans } from './polygonSpans.ts';
import { joinSpans, maskOfSpans, pixelsOfSpans, spansOfMask } from './spans.ts';
import { drawnPlane, picture } from './testing/pictures.ts';

const points = (...pairs: readonly (readonly [number, number])[]): ImagePoint[] => pairs.map(([x, y]) => ({ x, y }));

function painted(width: number, height: number, corners: readonly ImagePoint[]): string {
  const planes = emptyLabelPlanes({ width, height });
  applyChange(planes, paintedChange(planes, polygonSpans(corners, { width, height }), { classIndex: 1, object: 0 }));
  return drawnPlane(planes.classes);
}

test('a triangle takes the pixels whose centre it holds', () => {
  expect(painted(6, 5, points([0, 0], [5, 0], [0, 5]))).toBe(picture('1111..\n111...\n11....\n1.....\n......'));
});

test('what is inside twice is outside', () => {
  const twice = points([0, 0], [6, 0], [6, 6], [0, 6], [0, 0], [2, 2], [4, 2], [4, 4], [2, 4], [2, 2]);
  expect(painted(6, 6, twice)).toBe(picture('111111\n111111\n11..11\n11..11\n111111\n111111'));
});

test('it is cut at the image; two points enclose nothing', () => {
  expect(painted(3, 2, points([-9, -9], [9, -9], [9, 9], [-9, 9]))).toBe(picture('111\n111'));
  expect(polygonSpans(points([0, 0], [5, 5]), { width: 9, height: 9 })).toHaveLength(0);
});

const corner = fc.record({ x: fc.double({ min: -3, max: 23, noNaN: true }), y: fc.double({ min: -3, max: 23, noNaN: true }) });

test('any polygon: a pixel is inside when a ray from its centre crosses the line an odd number of times', () => {
  fc.assert(
    fc.property(fc.array(corner, { minLength: 3, maxLength: 9 }), (corners) => {
      const { mask } = maskOfSpans(polygonSpans(corners, { width: 20, height: 20 }), { x: 0, y: 0, width: 20, height: 20 });
      for (let at = 0; at < 400; at++) {
        const [x, y] = [(at % 20) + 0.5, Math.floor(at / 20) + 0.5];
        const crossings = corners.filter((from, place) => {
          const to = corners[(place + 1) % corners.length]!;
          return from.y <= y !== to.y <= y && x < ((to.x - from.x) * (y - from.y)) / (to.y - from.y) + from.x;
        });
        const isNearLine = corners.some((from, place) => {
          const to = corners[(place + 1) % corners.length]!;
          return Math.abs((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)) < 1e-6;
        });
        if (!isNearLine) expect(mask[at] === 1).toBe(crossings.length % 2 === 1);
      }
    }),
  );
});

test('polygons that share a side share no pixel and leave none out', () => {
  fc.assert(
    fc.property(corner, corner, (a, b) => {
      const size = { width: 20, height: 20 };
      const left = polygonSpans([{ x: -50, y: a.y }, a, b, { x: -50, y: b.y }], size);
      const right = polygonSpans([{ x: 50, y: a.y }, a, b, { x: 50, y: b.y }], size);
      const rows = Math.min(Math.max(Math.ceil(Math.max(a.y, b.y) - 0.5), 0), 20) - Math.min(Math.max(Math.ceil(Math.min(a.y, b.y) - 0.5), 0), 20);
      expect(pixelsOfSpans(left) + pixelsOfSpans(right)).toBe(rows * 20);
    }),
  );
});

test('spans in any order become sorted ones without overlap, and a mask gives its spans back', () => {
  const spans = joinSpans([2, 5, 7, 1, 0, 3, 1, 2, 6, 2, 7, 9, 3, 4, 4]);
  expect([...spans]).toEqual([1, 0, 6, 2, 5, 9]);
  expect(spansOfMask(maskOfSpans(spans))).toEqual(spans);
});
