import type { RandomSource } from '../../../core/random/RandomSource.ts';
import type { CropSampling } from '../../../core/training/CropSampling.ts';
import type { TrainingImage } from '../trainingData.ts';
import type { ClassAnchors } from './classAnchors.ts';
import { centreNear } from './cropSampler.ts';

/** One class, and the images that have labels of it. */
interface ClassPlaces {
  /** How often it is drawn, 0 … 1; the shares of all classes add up to 1. */
  readonly share: number;
  readonly images: readonly { readonly image: number; readonly width: number; readonly height: number; readonly anchors: Uint32Array }[];
}

/** Where crops may lie, over all images together. */
export interface CropPlaces {
  /** Share of the crops on fresh labels: 1 where there are no others, 0 where there are none. */
  readonly freshShare: number;
  readonly fresh: readonly ClassPlaces[];
  readonly known: readonly ClassPlaces[];
}

/** @param images with `agedAnchors` */
export function findCropPlaces(images: readonly TrainingImage[], { newShare, classPower }: CropSampling): CropPlaces {
  const fresh = placesOf(images, 'fresh', classPower);
  const known = placesOf(images, 'known', classPower);
  const freshShare = fresh.length === 0 ? 0 : known.length === 0 ? 1 : newShare;
  return { freshShare, fresh, known };
}

export interface PlaceDraw {
  /** Crops drawn before this one over the whole training: fresh and known ones take turns. */
  readonly drawn: number;
  readonly cropSide: number;
  readonly random: RandomSource;
}

/** Draws a class, one of the images that have it and one of its pixels there. @returns the image's index and the crop's centre in its pixels */
export function choosePlace(places: CropPlaces, { drawn, cropSide, random }: PlaceDraw): { readonly image: number; readonly centre: { x: number; y: number } } {
  // Spread evenly: of any n crops in a row, the share of n are fresh, give or take one.
  const isFresh = Math.floor((drawn + 1) * places.freshShare) > Math.floor(drawn * places.freshShare);
  const { images } = chooseClass(isFresh ? places.fresh : places.known, random);
  const found = images[random.integer(images.length)]!;
  return { image: found.image, centre: centreNear(found.anchors, found, cropSide, random) };
}

function chooseClass(classes: readonly ClassPlaces[], random: RandomSource): ClassPlaces {
  let left = random.uniform();
  for (const each of classes) {
    left -= each.share;
    if (left < 0) return each;
  }
  return classes.at(-1)!;
}

function placesOf(images: readonly TrainingImage[], age: 'fresh' | 'known', classPower: number): ClassPlaces[] {
  const byClass = new Map<number, { pixels: number; images: ClassPlaces['images'][number][] }>();
  images.forEach(({ width, height, agedAnchors }, image) => {
    const found: readonly ClassAnchors[] = agedAnchors?.[age] ?? [];
    for (const { classIndex, pixels, anchors } of found) {
      const known = byClass.get(classIndex) ?? { pixels: 0, images: [] };
      known.pixels += pixels;
      known.images.push({ image, width, height, anchors });
      byClass.set(classIndex, known);
    }
  });
  const classes = [...byClass.entries()].sort(([a], [b]) => a - b).map(([, each]) => each);
  const total = classes.reduce((sum, { pixels }) => sum + pixels ** classPower, 0);
  return classes.map(({ pixels, images: those }) => ({ share: pixels ** classPower / total, images: those }));
}
