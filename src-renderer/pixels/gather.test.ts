import { expect, test } from 'vitest';
import { emptyLabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import { levelCount, levelSize } from '../../src-main/core/pyramid.ts';
import { gatherLabels } from './gatherLabels.ts';
import { gatherPlane } from './gatherPlane.ts';
import type { TiledPyramid } from './gatherPlane.ts';

const image = { width: 600, height: 300 };

/** A pyramid whose pixels tell their level, column and row, of which some tiles are there. */
function pyramid(there: (level: number, column: number, row: number) => boolean): TiledPyramid {
  const tile: TiledPyramid['tile'] = (level, column, row) => {
    if (!there(level, column, row)) return null;
    const size = levelSize(image, level);
    const width = Math.min(256, size.width - column * 256);
    const height = Math.min(256, size.height - row * 256);
    return Uint8Array.from({ length: width * height }, (_, at) => level * 100 + ((column * 256 + (at % width) + row * 256 + Math.floor(at / width)) % 97));
  };
  return { image, levelCount: levelCount(image.width, image.height), perPixel: 1, tile };
}

const gather = (from: TiledPyramid, level: number, box: { x: number; y: number; width: number; height: number }) => {
  const target = new Uint8Array(box.width * box.height);
  return { found: gatherPlane(from, level, box, target), values: [...target] };
};

test('a box across tiles is put together from them', () => {
  const { found, values } = gather(pyramid(() => true), 0, { x: 254, y: 10, width: 4, height: 2 });
  expect(found).toBe('sharp');
  expect(values).toEqual([264, 265, 266, 267, 265, 266, 267, 268].map((sum) => sum % 97));
});

test('beyond the edge the outermost pixels go on', () => {
  const { values } = gather(pyramid(() => true), 0, { x: -1, y: -1, width: 3, height: 2 });
  expect(values).toEqual([0, 0, 1, 0, 0, 1]);
  expect(gather(pyramid(() => true), 0, { x: 598, y: 299, width: 4, height: 2 }).values).toEqual([897, 898, 898, 898, 897, 898, 898, 898].map((sum) => sum % 97));
});

test('a tile that is not there is taken from the next coarser one that is', () => {
  const { found, values } = gather(pyramid((level, column) => level > 0 || column === 0), 0, { x: 254, y: 0, width: 4, height: 1 });
  expect(found).toBe('coarse');
  expect(values).toEqual([254 % 97, 255 % 97, 100 + (128 % 97), 100 + (128 % 97)]);
  expect(gather(pyramid((level) => level === 2), 1, { x: 0, y: 0, width: 2, height: 1 }).found).toBe('coarse');
});

test('nothing is made up where nothing is there', () => {
  expect(gather(pyramid(() => false), 0, { x: 0, y: 0, width: 2, height: 1 })).toEqual({ found: 'missing', values: [0, 0] });
});

test('labels at a level are those at the middle of each block', () => {
  const { classes } = emptyLabelPlanes(image);
  classes.fillSpan(2, 0, 600, 1);
  classes.fillSpan(6, 300, 310, 2);
  const target = new Uint8Array(4 * 2);
  // Level 2: blocks of four, middles at 2, 6, 10 …
  expect(gatherLabels(classes, 2, { x: 74, y: 0, width: 4, height: 2 }, target)).toBe(true);
  expect([...target]).toEqual([1, 1, 1, 1, 255, 2, 2, 255]);
  expect(gatherLabels(classes, 0, { x: 0, y: 100, width: 4, height: 2 }, target)).toBe(false);
});

test('labels cross tiles and go on beyond the edge', () => {
  const { classes } = emptyLabelPlanes(image);
  classes.fillSpan(0, 255, 257, 3);
  const target = new Uint8Array(5 * 2);
  gatherLabels(classes, 0, { x: 254, y: -1, width: 5, height: 2 }, target);
  expect([...target]).toEqual([255, 3, 3, 255, 255, 255, 3, 3, 255, 255]);
});
