import { rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tileBox } from '../../core/labels/labelTiles.ts';
import { levelCount, levelSize, tileGrid } from '../../core/pyramid.ts';
import { temporaryFolder } from '../../files/testing/temporaryFolder.ts';
import { PlaneLevels } from './planeLevels.ts';
import type { Sampling } from './planeLevels.ts';

/** Two levels beyond the full one, edges inside a block. */
const size = { width: 1021, height: 773 };
const plane = Uint8Array.from({ length: size.width * size.height }, (_none, at) => (at * 7919 + ((at * at) % 311)) % 251);
const offset = 1000;

async function setUp() {
  const folder = await temporaryFolder();
  const path = join(folder, 'image.maps');
  await writeFile(path, Buffer.concat([Buffer.alloc(offset), plane]));
  const source = { path, offset, ...size, bytesPerPixel: 1 };
  return { path, source, kept: join(folder, 'image.maps.levels'), levels: new PlaneLevels() };
}

const expectedPixel: Readonly<Record<Sampling, (level: number, x: number, y: number) => number>> = {
  centre: (level, x, y) => {
    const at = (index: number, end: number): number => Math.min(index * 2 ** level + 2 ** (level - 1), end - 1);
    return plane[at(y, size.height) * size.width + at(x, size.width)]!;
  },
  largest: (level, x, y) => {
    const block = 2 ** level;
    let largest = 0;
    for (let row = y * block; row < Math.min(size.height, (y + 1) * block); row++) {
      for (let column = x * block; column < Math.min(size.width, (x + 1) * block); column++) largest = Math.max(largest, plane[row * size.width + column]!);
    }
    return largest;
  },
};

test.each(['centre', 'largest'] as const)('every pixel of every coarser level is the %s of its block', async (sampling) => {
  const { source, kept, levels } = await setUp();
  let wrong = 0;
  for (let level = 1; level < levelCount(size.width, size.height); level++) {
    const { columns, rows } = tileGrid(levelSize(size, level));
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const box = tileBox(levelSize(size, level), column, row);
        const tile = (await levels.tile(source, { path: kept, sampling }, { level, column, row }))!;
        expect(tile).toHaveLength(box.width * box.height);
        tile.forEach((value, at) => {
          if (value !== expectedPixel[sampling](level, box.x + (at % box.width), box.y + Math.floor(at / box.width))) wrong++;
        });
      }
    }
  }
  expect(wrong).toBe(0);
});

test('levels of maps that were made anew are made anew; without maps there are none', async () => {
  const { path, source, kept, levels } = await setUp();
  const ask = (from: PlaneLevels) => from.tile(source, { path: kept, sampling: 'largest' }, { level: 2, column: 0, row: 0 });
  const before = await ask(levels);
  await writeFile(path, Buffer.alloc(offset + plane.length, 9));
  await utimes(kept, 1, 1);
  expect((await ask(new PlaneLevels()))!.every((value) => value === 9)).toBe(true);
  expect(before!.every((value) => value === 9)).toBe(false);
  await rm(path);
  await rm(kept);
  expect(await ask(new PlaneLevels())).toBeNull();
});
