import { describe, expect, test } from 'vitest';
import { RandomSource } from '../../../core/random/RandomSource.ts';
import { defaultRecipe } from '../../../core/training/TrainingRecipe.ts';
import { updateSampling } from '../../../core/training/CropSampling.ts';
import { makeBatch } from '../batches.ts';
import type { TrainingImage } from '../trainingData.ts';
import { findClassAnchors } from './classAnchors.ts';
import { choosePlace, findCropPlaces } from './CropPlaces.ts';
import { findAnchors } from './cropSampler.ts';

const side = 64;
const still = { ...defaultRecipe.augmentation, flips: false, quarterTurns: false, oddShare: 0, contrastShare: 0, gammaShare: 0, noiseShare: 0 };

/** @param boxes labelled squares: left, top, side, class, and whether the label is new */
function image(...boxes: readonly (readonly [number, number, number, number, boolean?])[]): TrainingImage {
  const labels = new Uint8Array(side * side).fill(255);
  const isNew = new Uint8Array(side * side);
  for (const [left, top, size, label, fresh = false] of boxes) {
    for (let y = top; y < top + size; y++) {
      labels.fill(label, y * side + left, y * side + left + size);
      if (fresh) isNew.fill(1, y * side + left, y * side + left + size);
    }
  }
  const samples = { imageId: 'squares', samplesPath: '', width: side, height: side, channels: 1, sampleType: 'float32' as const };
  const statistics = { mean: 0, deviation: 1, backgroundLevel: 0 };
  return { width: side, height: side, samples, statistics, labels, anchors: findAnchors(labels), agedAnchors: findClassAnchors(labels, isNew) };
}

function drawMany(images: readonly TrainingImage[], count: number, sampling = updateSampling) {
  const places = findCropPlaces(images, sampling);
  const random = new RandomSource({ seed: 1, stream: 0, counter: 0 });
  return Array.from({ length: count }, (_none, drawn) => choosePlace(places, { drawn, cropSide: 8, random }));
}

const share = (places: readonly { readonly image: number }[], wanted: number): number => places.filter((place) => place.image === wanted).length / places.length;

describe('anchors by class and age', () => {
  test('each labelled pixel is of one age and one class', () => {
    const { fresh, known } = image([0, 0, 10, 0], [20, 20, 4, 2, true]).agedAnchors!;
    expect(known.map(({ classIndex, pixels }) => [classIndex, pixels])).toEqual([[0, 100]]);
    expect(fresh.map(({ classIndex, pixels }) => [classIndex, pixels])).toEqual([[2, 16]]);
    expect([...fresh[0]!.anchors.slice(0, 4)]).toEqual([20, 21, 22, 23].map((x) => 20 * side + x));
  });

  test('without ages all labels are known', () => {
    const labels = new Uint8Array(16).fill(1);
    expect(findClassAnchors(labels, null)).toMatchObject({ fresh: [], known: [{ classIndex: 1, pixels: 16 }] });
  });
});

describe('crops of an update', () => {
  test('half of every batch lies on new labels, however few they are', () => {
    const old = Array.from({ length: 30 }, () => image([0, 0, 60, 0]));
    const drawn = drawMany([...old, image([30, 30, 3, 1, true])], 400);
    expect(share(drawn, 30)).toBe(0.5);
    // In every four: one batch.
    for (let at = 0; at < 400; at += 4) expect(share(drawn.slice(at, at + 4), 30)).toBe(0.5);
  });

  test('where all labels are new, or none, there is nothing to share out', () => {
    expect(findCropPlaces([image([0, 0, 9, 0, true])], updateSampling).freshShare).toBe(1);
    expect(findCropPlaces([image([0, 0, 9, 0])], updateSampling).freshShare).toBe(0);
  });

  test('classes are drawn by the square root of their pixels: one of a hundredth, one time in eleven', () => {
    const images = [image([0, 0, 50, 0]), image([10, 10, 5, 1])];
    // sqrt(25) / (sqrt(2500) + sqrt(25)).
    expect(share(drawMany(images, 20_000), 1)).toBeCloseTo(1 / 11, 2);
    expect(share(drawMany(images, 20_000, { newShare: 0.5, classPower: 0 }), 1)).toBeCloseTo(1 / 2, 1);
  });

  test('a crop holds the pixel it was drawn for', () => {
    for (const { centre } of drawMany([image([30, 40, 1, 1])], 50)) {
      expect(Math.abs(centre.x - 30)).toBeLessThanOrEqual(4);
      expect(Math.abs(centre.y - 40)).toBeLessThanOrEqual(4);
    }
  });

  test('a batch is a function of its step, and is cut where the places lie', async () => {
    const images = [image([0, 0, 60, 0]), image([30, 30, 3, 1, true])];
    const values = new Float32Array(side * side);
    const batchImages = {
      images,
      normalisation: { channels: 'grey', scale: 'imageMeanAndDeviation', polarity: 'asIs' } as const,
      inputRows: async () => ({ firstRow: 0, values }),
      places: findCropPlaces(images, updateSampling),
    };
    const settings = { seed: 1, member: 0, batchSize: 4, cropSide: 16, augmentation: still };
    const batch = await makeBatch(batchImages, 3, settings);
    expect(await makeBatch(batchImages, 3, settings)).toEqual(batch);
    const cropsWithNew = [0, 1, 2, 3].filter((slot) => batch.labels.subarray(slot * 256, (slot + 1) * 256).includes(1));
    expect(cropsWithNew).toHaveLength(2);
  });
});
