import { randomUUID } from 'node:crypto';
import type { PixelBox } from '../../core/geometry.ts';
import { RandomSource } from '../../core/random/RandomSource.ts';
import type { ImageRecord } from '../../core/records.ts';
import { ProjectStore } from '../../store/ProjectStore.ts';
import { regionArms } from '../../core/review/RegionArm.ts';
import type { NewRegion } from '../../store/RegionRows.ts';
import { readPrediction } from '../predictions/readPrediction.ts';
import { boxRegion } from './putRegions.ts';

/** Side of the places that are drawn among confident ones, in pixels, and how many are tried for in an image. */
const auditSide = 24;
const auditsPerImage = 6;
/** Of the regions found, so many in a hundred stand for those drawn at random. */
const randomPercent = 25;
/** What a confident place's doubt comes to, of its pixels. */
const auditDoubt = 0.01;
/** Mean of the bytes of the predictive entropy over a place that the model is sure of, at most. */
const surestByte = 20;

/**
 * A process that makes of an open queue one with every arm: a part of the strategy's own regions become those drawn at random, and places that lie
 * in no region are drawn among the confident rest. It works on the project named on its command line, which nobody has open, with the maps of its
 * model; which regions and places follows from the project alone.
 */
const store = await ProjectStore.open(process.argv[2]!);
try {
  const modelId = store.models.inUse()!.id;
  const random = new RandomSource({ seed: 1, stream: 0, counter: 0 });
  const ranked = new Map(regionArms.flatMap((arm) => store.regions.ranked(modelId, arm)).map((region) => [region.id, region]));
  for (const image of store.images.list().filter(({ role }) => role === 'work')) {
    const found = store.regions.ofModel(modelId).filter(({ imageId }) => imageId === image.id);
    const kept = found.map((region): NewRegion => ({
      ...region,
      arm: region.arm === 'chosen' && random.integer(100) < randomPercent ? 'random' : region.arm,
      mask: store.regions.mask(region.id),
      features: ranked.get(region.id)?.features ?? [],
      worth: ranked.get(region.id)?.worth ?? region.score / region.pixelCount,
    }));
    const { maps } = await readPrediction(store, image, store.predictions.find(modelId, image.id)!);
    const isSure = (place: PixelBox): boolean => meanOver(maps.predictiveEntropy, image.width, place) <= surestByte;
    const places = drawPlaces(image, { isSure, taken: found.map(({ box }) => box) }, random);
    const audits = places.map((box) =>
      boxRegion(randomUUID(), { imageId: image.id, modelId, arm: 'audit', box, score: auditDoubt * auditSide ** 2, proposedClass: 0, features: kept[0]?.features ?? [] }),
    );
    store.transaction(() => store.regions.replace(modelId, image.id, [...kept, ...audits]));
  }
} finally {
  store.close();
}

interface PlaceRule {
  readonly isSure: (place: PixelBox) => boolean;
  readonly taken: readonly PixelBox[];
}

function drawPlaces({ width, height }: ImageRecord, { isSure, taken }: PlaceRule, random: RandomSource): PixelBox[] {
  const places: PixelBox[] = [];
  for (let tries = 0; tries < 200 && places.length < auditsPerImage; tries++) {
    const place = { x: random.integer(width - auditSide), y: random.integer(height - auditSide), width: auditSide, height: auditSide };
    if (isSure(place) && [...taken, ...places].every((other) => !overlap(place, other))) places.push(place);
  }
  return places;
}

function overlap(a: PixelBox, b: PixelBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function meanOver(map: Uint8Array, width: number, { x, y, width: across, height }: PixelBox): number {
  let sum = 0;
  for (let row = y; row < y + height; row++) for (let column = x; column < x + across; column++) sum += map[row * width + column]!;
  return sum / (across * height);
}
