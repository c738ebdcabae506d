import { randomUUID } from 'node:crypto';
import type { PixelBox } from '../../src-main/core/geometry.ts';
import { RandomSource } from '../../src-main/core/random/RandomSource.ts';
import type { ImageRecord } from '../../src-main/core/records.ts';
import { boxRegion } from '../../src-main/services/testing/putRegions.ts';
import { ProjectStore } from '../../src-main/store/ProjectStore.ts';
import type { NewRegion } from '../../src-main/store/RegionRows.ts';

/** Side of the places that are drawn among confident ones, in pixels, and how many are tried for in an image. */
const auditSide = 24;
const auditsPerImage = 6;
/** Of the regions found, so many in a hundred stand for those drawn at random. */
const randomPercent = 25;
/** What a confident place's doubt comes to, of its pixels. */
const auditDoubt = 0.01;

/**
 * Makes of an open queue one with every arm: a part of its regions become those drawn at random, and places that lie in no region are drawn among
 * the rest. Images, regions and places follow from the seed alone.
 * @param folder of a project that nobody has open, with the maps of its model
 */
export async function putArms(folder: string, seed = 1): Promise<void> {
  const store = await ProjectStore.open(folder);
  try {
    const modelId = store.models.inUse()!.id;
    const random = new RandomSource({ seed, stream: 0, counter: 0 });
    const features = store.regions.features(modelId);
    for (const image of store.images.list().filter(({ role }) => role === 'work')) {
      const found = store.regions.ofModel(modelId).filter(({ imageId }) => imageId === image.id);
      const kept = found.map((region): NewRegion => ({
        ...region,
        arm: random.integer(100) < randomPercent ? 'random' : 'chosen',
        mask: store.regions.mask(region.id),
        features: features.get(region.id) ?? [],
      }));
      const places = drawPlaces(image, found.map(({ box }) => box), random);
      const audits = places.map((box) =>
        boxRegion(randomUUID(), { imageId: image.id, modelId, arm: 'audit', box, score: auditDoubt * auditSide ** 2, proposedClass: 0, features: kept[0]?.features ?? [] }),
      );
      store.transaction(() => store.regions.replace(modelId, image.id, [...kept, ...audits]));
    }
  } finally {
    store.close();
  }
}

function drawPlaces({ width, height }: ImageRecord, taken: readonly PixelBox[], random: RandomSource): PixelBox[] {
  const places: PixelBox[] = [];
  for (let tries = 0; tries < 200 && places.length < auditsPerImage; tries++) {
    const place = { x: random.integer(width - auditSide), y: random.integer(height - auditSide), width: auditSide, height: auditSide };
    if ([...taken, ...places].every((other) => !overlap(place, other))) places.push(place);
  }
  return places;
}

function overlap(a: PixelBox, b: PixelBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
