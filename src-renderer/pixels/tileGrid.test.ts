import { expect, test } from 'vitest';
import { copyTile, tilesOfBox, tilesOfImage } from './tileGrid.ts';

test('the last tiles are cut at the image’s edge', () => {
  expect(tilesOfImage(300, 257).map(({ box }) => box)).toEqual([
    { x: 0, y: 0, width: 256, height: 256 },
    { x: 256, y: 0, width: 44, height: 256 },
    { x: 0, y: 256, width: 256, height: 1 },
    { x: 256, y: 256, width: 44, height: 1 },
  ]);
});

test('a box touches only the tiles it lies in', () => {
  const tiles = tilesOfBox(1024, 1024, { x: 255, y: 512, width: 2, height: 256 });
  expect(tiles.map(({ column, row }) => [column, row])).toEqual([
    [0, 2],
    [1, 2],
  ]);
  expect(tilesOfBox(1024, 1024, { x: 5, y: 5, width: 0, height: 3 })).toEqual([]);
});

test('a tile of two values a pixel lands in its place', () => {
  const target = new Uint8Array(12);
  copyTile(Uint8Array.from([1, 2, 3, 4]), { x: 1, y: 0, width: 1, height: 2 }, target, { width: 3, perPixel: 2 });
  expect([...target]).toEqual([0, 0, 1, 2, 0, 0, 0, 0, 3, 4, 0, 0]);
});

test('a tile of the wrong length is refused', () => {
  expect(() => copyTile(new Uint8Array(3), { x: 0, y: 0, width: 2, height: 2 }, new Uint8Array(4), { width: 2, perPixel: 1 })).toThrow(
    'wanted 4 values, got 3',
  );
});
