import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineImage } from '../engineApi.ts';
import { temporaryFolder } from '../testing/tinyData.ts';
import { InputSource } from './InputSource.ts';
import { chooseNormalisation, greyInput, measureInput, normaliseInput, scalesOf } from './normalisation.ts';
import type { InputStatistics } from './normalisation.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function open(samples: Uint8Array | Uint16Array | Float32Array, shape: Pick<EngineImage, 'width' | 'height' | 'channels' | 'sampleType' | 'channelRanges'>) {
  const samplesPath = join(folder, 'samples');
  await writeFile(samplesPath, new Uint8Array(samples.buffer));
  return InputSource.open({ imageId: 'x', samplesPath, ...shape }, 'grey');
}

const deepGrey: EngineImage = { imageId: 'x', samplesPath: '', width: 1, height: 1, channels: 1, sampleType: 'uint16' };
const scaleOf = (statistics: InputStatistics, normalisation = chooseNormalisation([statistics], greyInput)) => scalesOf(deepGrey, statistics, normalisation);

describe('InputSource', () => {
  test('reads rows of deep images and the luma of colours', async () => {
    const deep = await open(Uint16Array.of(1, 2, 3, 40_000), { width: 2, height: 2, channels: 1, sampleType: 'uint16' });
    expect([...(await deep.rows(1, 2))]).toEqual([3, 40_000]);
    await deep.close();
    const colour = await open(Uint8Array.of(255, 0, 0, 0, 255, 0), { width: 2, height: 1, channels: 3, sampleType: 'uint8' });
    const [red, green] = await colour.rows(0, 1);
    expect(red).toBeCloseTo(0.299 * 255, 3);
    expect(green).toBeCloseTo(0.587 * 255, 3);
    await colour.close();
  });

  test.each([2, 3, 5])('takes the mean of %i channels, each by its own range, whichever holds the object', async (channels) => {
    const ranges = Array.from({ length: channels }, (_, channel) => [10 * channel, 10 * channel + 100 * (channel + 1)] as const);
    for (let bright = 0; bright < channels; bright++) {
      // One pixel at the foot of every range, one at the top of the bright channel's.
      const samples = Uint16Array.from([...ranges.map(([low]) => low), ...ranges.map(([low, high], channel) => (channel === bright ? high : low))]);
      const source = await open(samples, { width: 2, height: 1, channels, sampleType: 'uint16', channelRanges: ranges });
      const [dark, lit] = await source.rows(0, 1);
      expect(dark).toBe(0);
      expect(lit).toBeCloseTo(1 / channels, 6);
      await source.close();
    }
  });

  test('a hot pixel of a dark channel does not drown the others', async () => {
    const source = await open(Uint16Array.of(0, 65_535, 500, 0), { width: 2, height: 1, channels: 2, sampleType: 'uint16', channelRanges: [[0, 1000], [0, 1]] });
    expect([...(await source.rows(0, 1))]).toEqual([2, 0.25]);
    await source.close();
  });
});

describe('measureInput and normaliseInput', () => {
  test('mean 0 and deviation 1, however large the offset; strange samples become the mean', async () => {
    const values = Float32Array.from({ length: 600 }, (_, pixel) => 1e6 + (pixel % 3));
    values[5] = NaN;
    values[7] = Infinity;
    const source = await open(values, { width: 2, height: 300, channels: 1, sampleType: 'float32' });
    const statistics = await measureInput(source);
    expect(statistics.mean).toBeCloseTo(1e6 + 1, 1);
    expect(statistics.deviation).toBeCloseTo(Math.sqrt(2 / 3), 2);
    const normalised = normaliseInput(await source.rows(0, 300), scaleOf(statistics));
    expect(normalised[5]).toBe(0);
    expect(normalised[7]).toBe(0);
    expect(normalised[2]).toBeCloseTo(1 / statistics.deviation, 1);
    await source.close();
  });

  test('an image all of one value becomes zeros', async () => {
    const source = await open(new Uint8Array(16).fill(9), { width: 4, height: 4, channels: 1, sampleType: 'uint8' });
    const statistics = await measureInput(source);
    expect([...normaliseInput(await source.rows(0, 4), scaleOf(statistics))]).toEqual(Array(16).fill(0));
    await source.close();
  });

  test('tells a bright background from a dark one', async () => {
    const level = async (background: number, objects: number): Promise<number> => {
      const samples = Uint8Array.from({ length: 100 }, (_, pixel) => (pixel % 5 === 0 ? objects : background));
      const source = await open(samples, { width: 10, height: 10, channels: 1, sampleType: 'uint8' });
      const { backgroundLevel } = await measureInput(source);
      await source.close();
      return backgroundLevel;
    };
    expect(await level(220, 90)).toBe(1);
    expect(await level(10, 200)).toBe(0);
  });
});

describe('chooseNormalisation', () => {
  const image = (backgroundLevel: number) => ({ mean: 0, deviation: 1, backgroundLevel });

  test('inverts bright backgrounds only where both kinds are there', () => {
    expect(chooseNormalisation([image(0.1), image(0.9)], greyInput).polarity).toBe('brightBackgroundInverted');
    expect(chooseNormalisation([image(0.45), image(0.55)], greyInput).polarity).toBe('asIs');
    expect(chooseNormalisation([image(0.9), image(0.8)], greyInput).polarity).toBe('asIs');
    const inverted = { channels: 'grey', scale: 'imageMeanAndDeviation', polarity: 'brightBackgroundInverted' } as const;
    expect(normaliseInput(Float32Array.of(2), scaleOf(image(0.9), inverted))[0]).toBe(-2);
    expect(normaliseInput(Float32Array.of(2), scaleOf(image(0.1), inverted))[0]).toBe(2);
  });
});
