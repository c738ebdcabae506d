import { tileBox } from '../../core/labels/labelTiles.ts';
import { levelCount, levelSize, pyramidTileOffset } from '../../core/pyramid.ts';
import { bytesPerPixel } from '../images/PixelCache.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Pixels } from './answerPixels.ts';
import { readTile } from './readTile.ts';

/** A tile of an image's samples: one read of its pyramid's file. */
export async function imageTile(session: ProjectSession, parts: Readonly<Record<string, string>>): Promise<Pixels | null> {
  const image = session.store.images.get(parts['imageId']!);
  const at = { level: Number(parts['level']), column: Number(parts['column']), row: Number(parts['row']) };
  if (parts['contentHash'] !== image.contentHash || at.level >= levelCount(image.width, image.height)) return null;
  const { width, height } = tileBox(levelSize(image, at.level), at.column, at.row);
  if (width === 0 || height === 0) return null;
  const bytes = bytesPerPixel(image);
  const place = { offset: pyramidTileOffset(image, at) * bytes, width, bytesPerPixel: bytes };
  const box = { x: 0, y: 0, width, height };
  let pixels = await readTile({ ...place, path: await session.samples.pyramidOf(image) }, box);
  if (!pixels) {
    // The cache was emptied under the open project: decode once more.
    session.samples.forget(image);
    pixels = await readTile({ ...place, path: await session.samples.pyramidOf(image) }, box);
  }
  return pixels && { bytes: pixels, isCurrent: true };
}
