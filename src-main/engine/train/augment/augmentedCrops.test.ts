import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultRecipe } from '../../../core/training/TrainingRecipe.ts';
import type { LabelledEngineImage } from '../../engineApi.ts';
import { temporaryFolder, tinyImages } from '../../testing/tinyData.ts';
import { augmentedCrops } from './augmentedCrops.ts';

let folder: string;
let images: LabelledEngineImage[];
beforeAll(async () => {
  folder = await temporaryFolder();
  images = await tinyImages(folder, 2);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const side = 32;
const area = side * side;
/** Nothing is changed at all. */
const still = { ...defaultRecipe.augmentation, flips: false, quarterTurns: false, oddShare: 0, contrastShare: 0, gammaShare: 0, noiseShare: 0 };
const examples = (changes = {}, seed = 3) => augmentedCrops({ images, classCount: 2, augmentation: { ...still, ...changes }, side, draws: 2, seed });

describe('augmentedCrops', () => {
  test('a row an image: its crop as it is, then the draws; equal seeds give equal ones', async () => {
    const outcome = await examples({ oddShare: 1, noiseShare: 1 });
    expect(outcome).toMatchObject({ imageIds: ['disc-0', 'disc-1'], columns: 3, side });
    expect([outcome.pixels.length, outcome.labels.length]).toEqual([6 * area, 6 * area]);
    expect(await examples({ oddShare: 1, noiseShare: 1 })).toEqual(outcome);
    expect((await examples({ oddShare: 1, noiseShare: 1 }, 4)).pixels).not.toEqual(outcome.pixels);
  });

  test('where all is switched off, every crop is the one as it is', async () => {
    const { pixels: grey, labels } = await examples();
    for (const crop of [1, 2]) {
      expect(grey.slice(crop * area, (crop + 1) * area)).toEqual(grey.slice(0, area));
      expect(labels.slice(crop * area, (crop + 1) * area)).toEqual(labels.slice(0, area));
    }
    // Bright discs are class 1: the mean grey of either tells them apart, and neither is clipped away.
    const mean = (index: number) => {
      const values = [...grey.slice(0, area)].filter((_value, at) => labels[at] === index);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect(mean(1) - mean(0)).toBeGreaterThan(80);
  });

  test('a change of grey alone leaves labels where they are', async () => {
    const { pixels: grey, labels } = await examples({ contrastShare: 1, blurShare: 1 });
    expect(labels.slice(area, 2 * area)).toEqual(labels.slice(0, area));
    expect(grey.slice(area, 2 * area)).not.toEqual(grey.slice(0, area));
  });
});
