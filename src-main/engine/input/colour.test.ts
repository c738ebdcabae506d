import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineImage } from '../engineApi.ts';
import { coloursOf, firstChannels } from './channelsOfSamples.ts';
import { InputCache } from './InputCache.ts';
import { InputSource } from './InputSource.ts';
import { isColoured } from './isColoured.ts';
import { chooseNormalisation, measureInput, normalisationSchema, normaliseInput, scalesOf } from './normalisation.ts';
import type { Normalisation } from './normalisation.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-colour-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;
async function image(samples: Uint8Array | Uint16Array, shape: Pick<EngineImage, 'width' | 'height' | 'channels' | 'sampleType'>): Promise<EngineImage> {
  const samplesPath = join(folder, `samples-${count++}`);
  await writeFile(samplesPath, new Uint8Array(samples.buffer));
  return { imageId: 'x', samplesPath, ...shape };
}

const byImage: Normalisation = { channels: 'colour', scale: 'imageMeanAndDeviation', polarity: 'asIs' };
const imagenet: Normalisation = { ...byImage, scale: 'imagenet' };

describe('three channels', () => {
  test.each([
    ['grey', [7, 9], 1, [7, 7, 7, 9, 9, 9]],
    ['grey with alpha', [7, 255, 9, 0], 2, [7, 7, 7, 9, 9, 9]],
    ['RGB', [1, 2, 3, 4, 5, 6], 3, [1, 2, 3, 4, 5, 6]],
    ['RGB with alpha', [1, 2, 3, 255, 4, 5, 6, 0], 4, [1, 2, 3, 4, 5, 6]],
  ])('of %s', (_name, samples, channels, wanted) => {
    expect([...coloursOf(Uint8Array.from(samples), channels, 2)]).toEqual(wanted);
  });

  test.each([
    [1, [100], [0.5, 0.5, 0.5]],
    [2, [100, 200], [0.5, 1, 0]],
    [3, [0, 100, 10_000], [0, 0.5, 4]],
    [5, [200, 100, 0, 200, 200], [1, 0.5, 0]],
  ])('of %i fluorescence channels: the first three, each by its own range', (channels, samples, wanted) => {
    expect([...firstChannels(Uint16Array.from(samples), Array.from({ length: channels }, () => [0, 200] as const), 1)]).toEqual(wanted);
  });
});

describe('normalisation of colours', () => {
  test('by the image: one mean and deviation of all channels, so that the hue stays', async () => {
    const red = await image(Uint8Array.from({ length: 300 }, (_none, at) => (at % 3 === 0 ? 200 : 50)), { width: 10, height: 10, channels: 3, sampleType: 'uint8' });
    const source = await InputSource.open(red, 'colour');
    const statistics = await measureInput(source);
    expect(statistics.mean).toBeCloseTo(100, 4);
    expect(statistics.deviation).toBeCloseTo(Math.sqrt(5000), 3);
    const values = normaliseInput(await source.rows(0, 1), scalesOf(red, statistics, byImage));
    await source.close();
    [...values.subarray(0, 3)].forEach((value, channel) => expect(value).toBeCloseTo([Math.SQRT2, -Math.SQRT1_2, -Math.SQRT1_2][channel]!, 4));
  });

  test.each([
    ['uint8', undefined, 255, 0],
    ['uint16', undefined, 65_535, 0],
    ['uint16', [1000, 3000], 3000, 1000],
    ['float32', undefined, 1, 0],
  ] as const)('by ImageNet: %s shown in %o is 0 to 1, less the mean, by the deviation', (sampleType, displayRange, white, black) => {
    const shape = { imageId: 'x', samplesPath: '', width: 1, height: 1, channels: 3, sampleType, ...(displayRange && { displayRange }) };
    const scales = scalesOf(shape, { mean: 3, deviation: 9, backgroundLevel: 0 }, imagenet);
    const whites = normaliseInput(new Float32Array(3).fill(white), scales);
    const blacks = normaliseInput(new Float32Array(3).fill(black), scales);
    [0.485, 0.456, 0.406].forEach((mean, channel) => {
      const deviation = [0.229, 0.224, 0.225][channel]!;
      expect(whites[channel]).toBeCloseTo((1 - mean) / deviation, 4);
      expect(blacks[channel]).toBeCloseTo(-mean / deviation, 4);
    });
    expect([...normaliseInput(Float32Array.of(NaN, Infinity, NaN), scales)]).toEqual([0, 0, 0]);
  });

  test('colours are never inverted, and grey has no ImageNet', () => {
    const levels = [0.1, 0.9].map((backgroundLevel) => ({ mean: 0, deviation: 1, backgroundLevel }));
    expect(chooseNormalisation(levels, { channels: 'colour', scale: 'imageMeanAndDeviation' }).polarity).toBe('asIs');
    expect(normalisationSchema.safeParse(imagenet).success).toBe(true);
    expect(normalisationSchema.safeParse({ ...imagenet, channels: 'grey' }).success).toBe(false);
  });
});

test('the cache counts the bytes of three channels', async () => {
  const picture = await image(new Uint8Array(40 * 30 * 3).fill(9), { width: 40, height: 30, channels: 3, sampleType: 'uint8' });
  const cache = new InputCache(byImage);
  const { values } = await cache.rows({ width: 40, height: 30, samples: picture, statistics: { mean: 0, deviation: 1, backgroundLevel: 0 } }, 3, 20);
  expect(values).toEqual(new Float32Array(40 * 30 * 3).fill(9));
  expect(cache.keptBytes).toBe(40 * 30 * 3 * 4);
});

describe('isColoured', () => {
  const rgb = (of: (at: number) => number) => image(Uint8Array.from({ length: 900 }, (_none, at) => of(at)), { width: 10, height: 30, channels: 3, sampleType: 'uint8' });

  test('tells pictures whose channels differ from grey ones, noise of their making aside', async () => {
    expect(await isColoured(await rgb((at) => (at % 3 === 0 ? 120 : 100)))).toBe(true);
    expect(await isColoured(await rgb((at) => 100 + Math.floor(at / 3) % 50))).toBe(false);
    expect(await isColoured(await rgb((at) => 100 + (at % 2)))).toBe(false);
  });

  test('fluorescence channels and grey with alpha are no pictures in colour', async () => {
    const picture = await rgb((at) => (at % 3 === 0 ? 200 : 10));
    expect(await isColoured({ ...picture, channelRanges: [[0, 1], [0, 1], [0, 1]] })).toBe(false);
    expect(await isColoured({ ...picture, channels: 2 })).toBe(false);
  });
});
