import { farthestFirst } from '../../core/review/farthestFirst.ts';
import { standardised } from '../../core/review/featureSpace.ts';
import { greyPlane } from '../../core/review/greyPlane.ts';
import { imageFeatures } from '../../core/review/imageFeatures.ts';
import { atOnce } from '../../core/sliced.ts';
import { levelCount, levelSize, pyramidTileOffset } from '../../core/pyramid.ts';
import type { ImageRecord } from '../../core/records.ts';
import { bytesPerPixel } from '../images/PixelCache.ts';
import { readTile } from '../pixels/readTile.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';

/** Images compared, evenly spread over the project: as many again would hardly find others, and take as long. */
const mostCompared = 300;

/**
 * Images to begin with where no model says which: each as unlike those before it, and those labelled already, as can be.
 * @returns ids of images to work on without labels; those that cannot be read are left out
 */
export async function startImages(session: ProjectSession, count: number): Promise<string[]> {
  const work = session.store.images.list().filter(({ role }) => role === 'work');
  const step = Math.max(1, work.length / mostCompared);
  const compared = Array.from({ length: Math.min(work.length, mostCompared) }, (_none, at) => work[Math.floor(at * step)]!);
  const known: { readonly image: ImageRecord; readonly features: number[] }[] = [];
  for (const image of compared) {
    const features = await featuresOf(session, image);
    if (features) known.push({ image, features });
  }
  const points = standardised(known.map(({ features }) => features));
  const isLabelled = ({ labelledFraction }: ImageRecord): boolean => labelledFraction > 0;
  const open = known.map(({ image }, at) => ({ image, point: points[at]! })).filter(({ image }) => !isLabelled(image));
  const centres = points.filter((_point, at) => isLabelled(known[at]!.image));
  if (open.length === 0) return [];
  return atOnce(farthestFirst(open.map(({ point }) => point), centres, count)).slice(0, count).map((at) => open[at]!.image.id);
}

/** From the coarsest level of the image's pyramid, which is one tile. */
async function featuresOf(session: ProjectSession, image: ImageRecord): Promise<number[] | null> {
  const level = levelCount(image.width, image.height) - 1;
  const { width, height } = levelSize(image, level);
  const bytes = bytesPerPixel(image);
  try {
    const place = { path: await session.samples.pyramidOf(image), offset: pyramidTileOffset(image, { level, column: 0, row: 0 }) * bytes, width, bytesPerPixel: bytes };
    const tile = await readTile(place, { x: 0, y: 0, width, height });
    if (!tile) return null;
    const samples = image.sampleType === 'uint8' ? tile : image.sampleType === 'uint16' ? new Uint16Array(tile.buffer) : new Float32Array(tile.buffer);
    return imageFeatures(greyPlane(samples, image.channels, image.displayRange), { width, height });
  } catch {
    return null;
  }
}
