import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { levelCount, levelSize, pyramidPixels, pyramidTileOffset, tileGrid } from '../../core/pyramid.ts';
import { tileBox } from '../../core/labels/labelTiles.ts';
import { temporaryFolder } from '../../files/testing/temporaryFolder.ts';
import type { SampledImage } from '../readers/sharpImage.ts';
import { unfoldPyramid } from './unfoldPyramid.ts';
import { writePyramid } from './writePyramid.ts';

const noise = (length: number, largest: number): number[] => Array.from({ length }, (_none, at) => (at * 7919 + ((at * at) % 311)) % largest);

test.each([
  [1, 1, 1],
  [256, 256, 1],
  [257, 10, 2],
  [4096, 4096, 5],
  [16384, 100, 7],
])('%i x %i has %i levels', (width, height, levels) => expect(levelCount(width, height)).toBe(levels));

/** Mean of a block of the full-size image, cut at its edge. */
function boxMean({ width, height, channels, samples }: SampledImage, { level, x, y, channel }: { level: number; x: number; y: number; channel: number }): number {
  const block = 2 ** level;
  let sum = 0;
  let count = 0;
  for (let row = y * block; row < Math.min(height, (y + 1) * block); row++) {
    for (let column = x * block; column < Math.min(width, (x + 1) * block); column++, count++) sum += samples[(row * width + column) * channels + channel]!;
  }
  return sum / count;
}

test.each([
  ['uint8, one channel', { width: 701, height: 517, channels: 1, samples: Uint8Array.from(noise(701 * 517, 256)) }],
  ['uint16, three channels', { width: 300, height: 1025, channels: 3, samples: Uint16Array.from(noise(300 * 1025 * 3, 65536)) }],
  ['float32, two channels', { width: 515, height: 260, channels: 2, samples: Float32Array.from(noise(515 * 260 * 2, 1000)) }],
  ['smaller than a tile', { width: 3, height: 5, channels: 1, samples: Uint8Array.from(noise(15, 256)) }],
] as const)('every pixel of every level is the mean of its block: %s', async (_name, image: SampledImage) => {
  const path = join(await temporaryFolder(), 'pyramid');
  await writePyramid(path, image);
  const { channels } = image;
  const bytes = image.samples.BYTES_PER_ELEMENT;
  expect((await stat(path)).size).toBe(pyramidPixels(image) * channels * bytes);
  const file = Uint8Array.from(await readFile(path)).buffer;
  const values = new (image.samples.constructor as new (buffer: ArrayBuffer) => SampledImage['samples'])(file);
  let worst = 0;
  for (let level = 0; level < levelCount(image.width, image.height); level++) {
    const size = levelSize(image, level);
    const grid = tileGrid(size);
    for (let row = 0; row < grid.rows; row++) {
      for (let column = 0; column < grid.columns; column++) {
        const box = tileBox(size, column, row);
        const start = pyramidTileOffset(image, { level, column, row });
        // Every seventh pixel, so that the corners and edges of all tiles are among them over the levels.
        for (let at = 0; at < box.width * box.height; at += level === 0 ? 7 : 1) {
          const place = { level, x: box.x + (at % box.width), y: box.y + Math.floor(at / box.width) };
          for (let channel = 0; channel < channels; channel++) {
            worst = Math.max(worst, Math.abs(values[(start + at) * channels + channel]! - boxMean(image, { ...place, channel })));
          }
        }
      }
    }
  }
  // Rounded to whole numbers where the samples are.
  expect(worst).toBeLessThan(image.samples instanceof Float32Array ? 1e-3 : 0.51);
});

test('the full-size rows come back out of the tiles', async () => {
  const folder = await temporaryFolder();
  const image = { width: 600, height: 300, channels: 3, samples: Uint8Array.from(noise(600 * 300 * 3, 256)) };
  await writePyramid(join(folder, 'pyramid'), image);
  await unfoldPyramid({ path: join(folder, 'pyramid'), width: 600, height: 300, bytesPerPixel: 3 }, join(folder, 'rows'));
  expect(Buffer.compare(await readFile(join(folder, 'rows')), image.samples)).toBe(0);
});
