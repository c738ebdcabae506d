import { closeSync, openSync, readSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { tileBox } from '../../core/labels/labelTiles.ts';
import { pyramidTileOffset, tileGrid } from '../../core/pyramid.ts';
import { partialName, renameDurably } from '../../files/atomicFile.ts';
import type { PyramidFile } from '../imagesApi.ts';
import { writeWhole } from './LevelTiles.ts';

/**
 * Writes the full-size samples of a pyramid as rows, whole or not at all. One row of tiles is held at a time.
 * @throws SfumatoError `corrupt` when the pyramid ends early
 */
export async function unfoldPyramid(pyramid: PyramidFile, path: string): Promise<void> {
  const partial = partialName(path);
  try {
    const from = openSync(pyramid.path, 'r');
    const to = openSync(partial, 'wx');
    try {
      for (let row = 0, at = 0; row < tileGrid(pyramid).rows; row++) {
        const rows = rowsOfTiles(pyramid, from, row);
        writeWhole(to, rows, at);
        at += rows.length;
      }
    } finally {
      closeSync(from);
      closeSync(to);
    }
    await renameDurably(partial, path);
  } catch (thrown) {
    await rm(partial, { force: true });
    throw thrown;
  }
}

function rowsOfTiles(pyramid: PyramidFile, file: number, row: number): Uint8Array {
  const { bytesPerPixel } = pyramid;
  const { height } = tileBox(pyramid, 0, row);
  const stride = pyramid.width * bytesPerPixel;
  const tiles = new Uint8Array(stride * height);
  const start = pyramidTileOffset(pyramid, { level: 0, column: 0, row }) * bytesPerPixel;
  for (let done = 0; done < tiles.length; ) {
    const read = readSync(file, tiles, done, tiles.length - done, start + done);
    if (read === 0) throw new SfumatoError('corrupt', say('pyramidCutOff', { path: pyramid.path }));
    done += read;
  }
  const rows = new Uint8Array(tiles.length);
  let at = 0;
  for (let column = 0; column < tileGrid(pyramid).columns; column++) {
    const box = tileBox(pyramid, column, row);
    const bytes = box.width * bytesPerPixel;
    for (let line = 0; line < height; line++, at += bytes) rows.set(tiles.subarray(at, at + bytes), line * stride + box.x * bytesPerPixel);
  }
  return rows;
}
