import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyLabelPlanes, freshObject, mapOfPlanes, planesOfMap } from './LabelPlanes.ts';
import { TiledPlane } from './TiledPlane.ts';

const size = { width: 600, height: 300 };
const bytes = (): TiledPlane<Uint8Array> => new TiledPlane<Uint8Array>(size, 255, (length) => new Uint8Array(length));

test('a new plane holds one value and next to no memory, however large', () => {
  const plane = new TiledPlane<Uint8Array>({ width: 16384, height: 16384 }, 255, (length) => new Uint8Array(length));
  expect(plane.get(16383, 16383)).toBe(255);
  expect(plane.byteLength).toBeLessThan(64 * 1024);
});

test('a span over the seams of tiles is written in each, and nowhere else', () => {
  const plane = bytes();
  plane.fillSpan(256, 250, 520, 3);
  expect([249, 250, 255, 256, 511, 512, 519, 520].map((x) => plane.get(x, 256))).toEqual([255, 3, 3, 3, 3, 3, 3, 255]);
  expect(plane.get(300, 255)).toBe(255);
  expect(plane.tile(0, 0)).toBe(255);
});

test('tiles cut at the edge take just their values', () => {
  const plane = bytes();
  expect(plane.tileBox(2, 1)).toEqual({ x: 512, y: 256, width: 88, height: 44 });
  plane.setTile(2, 1, Uint8Array.from({ length: 88 * 44 }, (_value, at) => at % 88));
  expect(plane.get(599, 299)).toBe(87);
  expect(() => plane.setTile(2, 1, new Uint8Array(256 * 256))).toThrowError('wanted 3872 values, got 65536');
});

test('a box beyond the image reads as the fill, and is left out when written', () => {
  const plane = bytes();
  plane.fillSpan(0, 0, 2, 7);
  expect([...plane.readBox({ x: -1, y: -1, width: 3, height: 2 })]).toEqual([255, 255, 255, 255, 7, 7]);
  plane.writeBox({ x: -1, y: -1, width: 2, height: 2 }, Uint8Array.of(1, 2, 3, 4));
  expect(plane.get(0, 0)).toBe(4);
});

test('a tile painted back to one value is a number again once compacted', () => {
  const plane = bytes();
  plane.fillSpan(5, 5, 9, 1);
  plane.fillSpan(5, 5, 9, 255);
  expect(typeof plane.tile(0, 0)).toBe('object');
  plane.compact();
  expect(plane.tile(0, 0)).toBe(255);
});

const strokes = fc.array(
  fc.record({ x: fc.nat(599), y: fc.nat(299), width: fc.integer({ min: 1, max: 400 }), value: fc.constantFrom(0, 1, 2, 255) }),
  { maxLength: 12 },
);

test('any spans: the tiles hold what one whole map would', () => {
  fc.assert(
    fc.property(strokes, (spans) => {
      const plane = bytes();
      const dense = new Uint8Array(size.width * size.height).fill(255);
      for (const { x, y, width, value } of spans) {
        const end = Math.min(size.width, x + width);
        plane.fillSpan(y, x, end, value);
        dense.fill(value, y * size.width + x, y * size.width + end);
      }
      const whole = plane.readBox({ x: 0, y: 0, ...size });
      expect(Buffer.compare(whole, dense)).toBe(0);
      const again = planesOfMap({ ...size, data: whole });
      expect(Buffer.compare(mapOfPlanes(again).data, dense)).toBe(0);
    }),
    { numRuns: 30 },
  );
});

test('a fresh object id is one that was never used, not even before it was painted over', () => {
  const planes = emptyLabelPlanes(size);
  expect(freshObject(planes)).toBe(1);
  planes.objects.setTile(0, 0, 9);
  expect(freshObject(planes)).toBe(10);
  planes.objects.fillSpan(299, 590, 600, 70_000);
  planes.objects.fillSpan(299, 590, 600, 0);
  expect(freshObject(planes)).toBe(70_001);
  planes.objects.writeBox({ x: 0, y: 0, width: 2, height: 1 }, Uint32Array.of(80_000, 1));
  expect(freshObject(planes)).toBe(80_001);
});
