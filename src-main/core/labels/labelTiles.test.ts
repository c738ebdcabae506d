import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyLabelMap } from './labelMap.ts';
import { assembleTiles, changeTiles, classPlane, labelledCount, objectPlane, tileBox } from './labelTiles.ts';
import type { PlaneTile } from './labelTiles.ts';
import { applyMaskDiff, diffLabelMaps } from './maskDiff.ts';

const size = { width: 300, height: 270 };
const classes = { size, kind: classPlane };

test('tiles are cut at the edge of the image and empty beyond it', () => {
  expect(tileBox(size, 0, 0)).toEqual({ x: 0, y: 0, width: 256, height: 256 });
  expect(tileBox(size, 1, 1)).toEqual({ x: 256, y: 256, width: 44, height: 14 });
  expect(tileBox(size, 2, 0)).toMatchObject({ width: 0 });
});

test('a run over the seam of two tiles changes both, and only those are read', () => {
  const read: string[] = [];
  const diff = { ...size, runs: Uint32Array.of(250, 20, 255, 1) };
  const { tiles, growth } = changeTiles(classes, diff, (column, row) => {
    read.push(`${column},${row}`);
    return null;
  });
  expect(read).toEqual(['0,0', '1,0']);
  expect(growth).toBe(20);
  expect(tiles.map(({ data }) => labelledCount(data))).toEqual([6, 14]);
});

test('a change that expects other labels is refused, and the tiles read are untouched', () => {
  const tile = new Uint8Array(256 * 256).fill(2);
  const diff = { ...size, runs: Uint32Array.of(0, 4, 2, 1, 300, 4, 0, 1) };
  expect(() => changeTiles(classes, diff, () => tile)).toThrowError('pixel (0, 1) holds 2, the change expects 0');
  expect(tile.every((value) => value === 2)).toBe(true);
});

test('any strokes: tiles hold what one whole map would', () => {
  const stroke = fc.record({ x: fc.nat(290), y: fc.nat(260), width: fc.integer({ min: 1, max: 80 }), height: fc.integer({ min: 1, max: 40 }), value: fc.constantFrom(0, 1, 255) });
  fc.assert(
    fc.property(fc.array(stroke, { minLength: 1, maxLength: 4 }), (strokes) => {
      const map = emptyLabelMap(size.width, size.height);
      const tiles = new Map<string, PlaneTile<Uint8Array>>();
      let labelled = 0;
      for (const { x, y, width, height, value } of strokes) {
        const after = { ...map, data: Uint8Array.from(map.data) };
        for (let row = y; row < Math.min(size.height, y + height); row++) {
          after.data.fill(value, row * size.width + x, row * size.width + Math.min(size.width, x + width));
        }
        const diff = diffLabelMaps(map, after);
        const change = changeTiles(classes, diff, (column, row) => tiles.get(`${column},${row}`)?.data ?? null);
        for (const tile of change.tiles) tiles.set(`${tile.column},${tile.row}`, tile);
        labelled += change.growth;
        applyMaskDiff(map, diff);
      }
      const whole = assembleTiles(classes, tiles.values());
      expect(Buffer.compare(whole, map.data)).toBe(0);
      expect(labelled).toBe(labelledCount(map.data));
    }),
    { numRuns: 30 },
  );
});

test('object numbers past a byte are kept, and 0 is where there is none', () => {
  const objects = { size, kind: objectPlane };
  const many = 4_000_000_000;
  const { tiles, growth } = changeTiles(objects, { ...size, runs: Uint32Array.of(250, 20, 0, many) }, () => null);
  expect(growth).toBe(20);
  const box = assembleTiles(objects, tiles, { x: 248, y: 0, width: 4, height: 2 });
  expect([...box]).toEqual([0, 0, many, many, 0, 0, 0, 0]);
});
