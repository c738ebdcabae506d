import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { PixelBox } from '../../core/geometry.ts';
import { tileBox } from '../../core/labels/labelTiles.ts';
import type { ImageSize } from '../../core/labels/labelTiles.ts';
import { levelCount, levelSize, pyramidPixels, pyramidTileOffset, tileGrid } from '../../core/pyramid.ts';
import { writeFileAtomic } from '../../files/atomicFile.ts';
import { readTile } from './readTile.ts';
import type { PixelPlane } from './readTile.ts';
import { makeFolder } from '../../files/makeFolder.ts';

/** `largest`: no doubt vanishes in a coarser level. `centre`: the pixel in the middle of a block, for class indices and contours. */
export type Sampling = 'largest' | 'centre';

/** Rows taken into memory at once. */
const bandRows = 256;

/**
 * The coarser levels of a plane of bytes, built when one is first asked for and kept beside the plane's file: the layout
 * of `core/pyramid.ts`, begun at level 1.
 */
export class PlaneLevels {
  readonly #making = new Map<string, Promise<void>>();

  /**
   * @param path where the levels are kept
   * @returns a tile's bytes, or null when the plane's own file is gone
   */
  async tile(
    plane: PixelPlane & ImageSize,
    { path, sampling }: { readonly path: string; readonly sampling: Sampling },
    { level, column, row }: { readonly level: number; readonly column: number; readonly row: number },
  ): Promise<Uint8Array<ArrayBuffer> | null> {
    const madeMs = await stat(plane.path).then(({ mtimeMs }) => mtimeMs, () => null);
    if (madeMs === null) return null;
    // Maps that were made anew have levels of their own.
    const key = `${path} ${madeMs}`;
    const making = this.#making.get(key) ?? ensure(plane, madeMs, { path, sampling });
    this.#making.set(key, making);
    try {
      await making;
    } catch (thrown) {
      this.#making.delete(key);
      throw thrown;
    }
    const first = levelSize(plane, 1);
    const box = tileBox(levelSize(plane, level), column, row);
    const offset = pyramidTileOffset(first, { level: level - 1, column, row });
    const tile = await readTile({ path, offset, width: box.width, bytesPerPixel: 1 }, { x: 0, y: 0, width: box.width, height: box.height });
    // The predictions are a cache that may be emptied under the open project.
    if (!tile) this.#making.delete(key);
    return tile;
  }
}

async function ensure(plane: PixelPlane & ImageSize, madeMs: number, { path, sampling }: { readonly path: string; readonly sampling: Sampling }): Promise<void> {
  const made = await stat(path).catch(() => null);
  const first = levelSize(plane, 1);
  if (made && made.size === pyramidPixels(first) && made.mtimeMs >= madeMs) return;
  const levels = await buildLevels(plane, sampling);
  if (!levels) throw new SfumatoError('notFound', say('mapsCutOff', { path: plane.path }));
  await makeFolder(dirname(path));
  await writeFileAtomic(path, inTiles(first, levels));
}

/** @returns rows of level 1, 2 …; null when the plane's file ends early */
async function buildLevels(plane: PixelPlane & ImageSize, sampling: Sampling): Promise<Uint8Array[] | null> {
  const count = levelCount(plane.width, plane.height) - 1;
  const sizes = Array.from({ length: count }, (_none, index) => levelSize(plane, index + 1));
  const levels = sizes.map(({ width, height }) => new Uint8Array(width * height));
  for (let y = 0; y < plane.height; y += bandRows) {
    const box: PixelBox = { x: 0, y, width: plane.width, height: Math.min(bandRows, plane.height - y) };
    const band = await readTile(plane, box);
    if (!band) return null;
    if (sampling === 'centre') for (const [index, level] of levels.entries()) takeCentres(band, box, { size: plane, level: index + 1 }, level);
    else if (levels[0]) takeLargest(band, box, sizes[0]!.width, levels[0]);
  }
  if (sampling === 'largest') {
    for (let index = 1; index < count; index++) {
      const finer = sizes[index - 1]!;
      takeLargest(levels[index - 1]!, { x: 0, y: 0, ...finer }, sizes[index]!.width, levels[index]!);
    }
  }
  return levels;
}

function takeCentres(band: Uint8Array, box: PixelBox, { size, level }: { readonly size: ImageSize; readonly level: number }, into: Uint8Array): void {
  const block = 2 ** level;
  const { width, height } = levelSize(size, level);
  const centre = (at: number, end: number): number => Math.min(at * block + block / 2, end - 1);
  for (let row = Math.max(0, Math.floor(box.y / block) - 1); row < height; row++) {
    const y = centre(row, size.height) - box.y;
    if (y < 0) continue;
    if (y >= box.height) break;
    for (let column = 0; column < width; column++) into[row * width + column] = band[y * box.width + centre(column, size.width)]!;
  }
}

/** Raises each coarse pixel to the largest of the finer ones in its block of two by two. */
function takeLargest(finer: Uint8Array, box: PixelBox, coarseWidth: number, into: Uint8Array): void {
  for (let y = 0; y < box.height; y++) {
    const from = y * box.width;
    const to = ((box.y + y) >> 1) * coarseWidth;
    for (let x = 0; x < box.width; x++) {
      const value = finer[from + x]!;
      if (value > into[to + (x >> 1)]!) into[to + (x >> 1)] = value;
    }
  }
}

function inTiles(first: ImageSize, levels: readonly Uint8Array[]): Uint8Array {
  const file = new Uint8Array(pyramidPixels(first));
  levels.forEach((pixels, level) => {
    const size = levelSize(first, level);
    const { columns, rows } = tileGrid(size);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const box = tileBox(size, column, row);
        let at = pyramidTileOffset(first, { level, column, row });
        for (let y = box.y; y < box.y + box.height; y++, at += box.width) {
          file.set(pixels.subarray(y * size.width + box.x, y * size.width + box.x + box.width), at);
        }
      }
    }
  });
  return file;
}
