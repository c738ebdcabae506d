import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { temporaryFolder } from '../testing/tinyData.ts';
import { InputCache } from './InputCache.ts';
import type { MeasuredImage } from './InputCache.ts';
import type { Normalisation } from './normalisation.ts';

const normalisation: Normalisation = { channels: 'grey', scale: 'imageMeanAndDeviation', polarity: 'asIs' };
const [width, height] = [10, 600];
const imageBytes = width * height * 4;
const bandBytes = width * 256 * 4;
let folder: string;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Grey of pixel p is p + index in samples, (p + index - 5) / 2 when normalised. */
async function makeImage(index: number): Promise<MeasuredImage> {
  const samplesPath = join(folder, `${index}.samples`);
  await writeFile(samplesPath, Float32Array.from({ length: width * height }, (_, pixel) => pixel + index));
  const samples = { imageId: `${index}`, samplesPath, width, height, channels: 1, sampleType: 'float32' as const };
  return { width, height, samples, statistics: { mean: 5, deviation: 2, backgroundLevel: 0 } };
}

describe('InputCache', () => {
  test('gives the rows that were asked for, normalised, whatever the budget, and never keeps more than it', async () => {
    const images = await Promise.all([0, 1, 2].map(makeImage));
    for (const budget of [0, bandBytes - 1, bandBytes, imageBytes, 2 * imageBytes, 10 * imageBytes]) {
      const cache = new InputCache(normalisation, budget);
      const random = new RandomSource({ seed: 4, stream: 0, counter: 0 });
      for (let draw = 0; draw < 60; draw++) {
        const index = random.integer(3);
        const top = random.integer(height);
        const bottom = top + 1 + random.integer(height - top);
        const { firstRow, values } = await cache.rows(images[index]!, top, bottom);
        expect(firstRow).toBeLessThanOrEqual(top);
        expect(firstRow * width + values.length).toBeGreaterThanOrEqual(bottom * width);
        const wanted = Float32Array.from(values, (_, at) => (firstRow * width + at + index - 5) / 2);
        expect(values).toEqual(wanted);
        expect(cache.keptBytes).toBeLessThanOrEqual(budget);
      }
      if (budget === 10 * imageBytes) expect(cache.keptBytes).toBe(3 * imageBytes);
    }
  });

  test('reads again what it let go, the longest unused first, and nothing that it kept', async () => {
    const [first, second, third] = (await Promise.all([10, 11, 12].map(makeImage))) as [MeasuredImage, MeasuredImage, MeasuredImage];
    const cache = new InputCache(normalisation, 2 * imageBytes);
    const valueOf = async (image: MeasuredImage): Promise<number> => (await cache.rows(image, 0, 1)).values[0]!;
    const change = (image: MeasuredImage): Promise<void> => writeFile(image.samples.samplesPath, new Float32Array(width * height).fill(105));
    for (const image of [first, second, first]) await cache.rows(image, 0, height);
    for (const image of [first, second]) await change(image);
    expect([await valueOf(second), await valueOf(first)]).toEqual([3, 2.5]);
    await cache.rows(second, 0, height);
    await cache.rows(first, 0, height);
    // The third takes the place of the second, unused for longer.
    await cache.rows(third, 0, height);
    expect([await valueOf(first), await valueOf(second)]).toEqual([2.5, 50]);
  });

  test('two calls at once for the same rows count once', async () => {
    const image = await makeImage(20);
    const cache = new InputCache(normalisation, 10 * imageBytes);
    const [a, b] = await Promise.all([cache.rows(image, 0, height), cache.rows(image, 0, height)]);
    expect(a).toEqual(b);
    expect(cache.keptBytes).toBe(imageBytes);
  });

  test('an image whose file is gone is an error with its place', async () => {
    const image = await makeImage(30);
    await rm(image.samples.samplesPath);
    await expect(new InputCache(normalisation).rows(image, 0, 1)).rejects.toMatchObject({ code: 'notFound' });
  });
});
