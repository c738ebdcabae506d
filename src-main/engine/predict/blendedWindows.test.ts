import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planeCount, planeIndex } from '../../core/predictions/predictionFile.ts';
import type { MemberRunner } from '../ensemble/MemberRunner.ts';
import { fakeEnsemble, fakeImage, fakeMember } from '../testing/fakeEnsemble.ts';
import { temporaryFolder, tinyImages } from '../testing/tinyData.ts';
import type { CoreOutcome } from './predictCore.ts';
import { predictWindows } from './predictWindows.ts';
import type { WindowRun } from './predictWindows.ts';
import { LossMap } from './lossMap.ts';
import type { PredictingEnsemble } from './WindowStep.ts';
import { writePrediction } from './writePrediction.ts';

type Map = 'probabilities' | 'prediction' | 'predictiveEntropy' | 'mutualInformation' | 'expectedEntropy';
const side = 32;

/** The image's maps, put together from cores of which each pixel must be in one. */
async function predictAll(ensemble: PredictingEnsemble, width: number, height: number, valueAt: (x: number, y: number) => number, changes: Partial<WindowRun> = {}) {
  const classes = ensemble.file.classes.length;
  const visits = new Uint8Array(width * height);
  const maps: Record<Map, Float32Array> = {
    probabilities: new Float32Array(width * height * classes),
    prediction: new Float32Array(width * height),
    predictiveEntropy: new Float32Array(width * height),
    mutualInformation: new Float32Array(width * height),
    expectedEntropy: new Float32Array(width * height),
  };
  const lossMap = new LossMap(width, height);
  const visit = async (outcome: CoreOutcome): Promise<void> => {
    const { core } = outcome.window;
    for (let row = 0; row < core.height; row++) {
      const start = (core.y + row) * width + core.x;
      for (let column = 0; column < core.width; column++) visits[start + column]!++;
      for (const [name, map] of Object.entries(maps) as [Map, Float32Array][]) {
        const depth = name === 'probabilities' ? classes : 1;
        map.set(outcome[name].subarray(row * core.width * depth, (row + 1) * core.width * depth), start * depth);
      }
    }
    lossMap.place(outcome.window, outcome.learnedLoss);
  };
  await predictWindows(ensemble, fakeImage(valueAt), { width, height, signal: new AbortController().signal, visit, ...changes });
  expect(visits.every((times) => times === 1)).toBe(true);
  return { ...maps, learnedLoss: lossMap.pixels(0, height, width) };
}

/** A member of two classes; the second one's probability is a function of the value and of the place in the window. */
function twoClassMember(second: (value: number, x: number, y: number) => number): MemberRunner {
  return fakeMember((values, height, width) => {
    const probabilities = new Float32Array(2 * values.length);
    values.forEach((value, pixel) => {
      const probability = second(value, pixel % width, Math.floor(pixel / width));
      probabilities.set([1 - probability, probability], 2 * pixel);
    });
    return { probabilities, lossMap: new Float32Array((height / 4) * (width / 4)).fill(probabilities[1]!) };
  });
}

const seeingAll = (members: readonly MemberRunner[], changes: { contextRadius?: number; cropSide?: number } = {}): PredictingEnsemble =>
  fakeEnsemble({ members, classCount: 2, contextRadius: Infinity, cropSide: side, ...changes });

const texture = (x: number, y: number): number => (Math.sin(x * 0.7) + Math.cos(y * 1.3) + 2) / 4;

describe('blended windows', () => {
  const sizes = [[5, 3], [31, 33], [32, 32], [101, 47], [50, 130]] as const;

  test.each(sizes)('%i x %i: constant members give their constants', async (width, height) => {
    const constants = [0.2, 0.6];
    const maps = await predictAll(seeingAll(constants.map((constant) => twoClassMember(() => constant))), width, height, texture);
    const entropyOf = (p: number): number => -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    for (let pixel = 0; pixel < width * height; pixel++) {
      expect(maps.probabilities[2 * pixel + 1]).toBeCloseTo(0.4, 6);
      expect(maps.prediction[pixel]).toBe(0);
      expect(maps.predictiveEntropy[pixel]).toBeCloseTo(entropyOf(0.4), 6);
      expect(maps.expectedEntropy[pixel]).toBeCloseTo((entropyOf(0.2) + entropyOf(0.6)) / 2, 6);
      expect(maps.learnedLoss[pixel]).toBeCloseTo(0.4, 6);
    }
  });

  test.each(sizes)('%i x %i: networks without context give what exact windows do', async (width, height) => {
    const members = [twoClassMember((value) => value), twoClassMember((value) => 1 - value * value)];
    const blended = await predictAll(seeingAll(members), width, height, texture);
    const exact = await predictAll(seeingAll(members, { contextRadius: 0 }), width, height, texture);
    for (const name of ['probabilities', 'predictiveEntropy', 'mutualInformation', 'expectedEntropy'] as const) {
      expect(largestDifference(blended[name], exact[name])).toBeLessThan(1e-6);
    }
  });

  test('where windows disagree wholly, no step is larger than the weights allow', async () => {
    const [width, height] = [100, 90];
    // Every window says the opposite of its neighbours to the four sides.
    const chequered = fakeMember((values) => {
      const probability = (values[0]! / (side / 2)) % 2;
      const probabilities = Float32Array.from({ length: 2 * values.length }, (_none, at) => (at % 2 === 0 ? 1 - probability : probability));
      return { probabilities, lossMap: null };
    });
    const { probabilities } = await predictAll(seeingAll([chequered]), width, height, (x, y) => x + y);
    const second = (x: number, y: number): number => probabilities[2 * (y * width + x) + 1]!;
    let largest = 0;
    for (let y = 1; y < height; y++) {
      for (let x = 1; x < width; x++) largest = Math.max(largest, Math.abs(second(x, y) - second(x - 1, y)), Math.abs(second(x, y) - second(x, y - 1)));
    }
    expect(largest).toBeLessThan(8 / side);
    // It is no constant: in the middle of each window its own word stands nearly alone.
    expect(second(side / 2 - 1, side / 2 - 1)).toBeLessThan(0.01);
    expect(second(side - 1, side / 2 - 1)).toBeGreaterThan(0.99);
  });

  test('the maps belong together: no negative disagreement, entropies that add up, the mean decides', async () => {
    const members = [0.3, 1.1, 2.7].map((phase) => twoClassMember((value, x, y) => (1 + Math.sin(phase * (x + 2 * y) + value)) / 2));
    const { probabilities, prediction, predictiveEntropy, mutualInformation, expectedEntropy } = await predictAll(seeingAll(members), 75, 61, texture);
    for (let pixel = 0; pixel < 75 * 61; pixel++) {
      const [first, second] = [probabilities[2 * pixel]!, probabilities[2 * pixel + 1]!];
      expect(first + second).toBeCloseTo(1, 6);
      expect(prediction[pixel]).toBe(second > first ? 1 : 0);
      expect(mutualInformation[pixel]).toBeGreaterThanOrEqual(0);
      expect(predictiveEntropy[pixel]! - expectedEntropy[pixel]!).toBeCloseTo(mutualInformation[pixel]!, 6);
    }
    expect(Math.max(...mutualInformation)).toBeGreaterThan(0.1);
  });

  test('losses are blended like probabilities, square by square', async () => {
    const [width, height] = [80, 40];
    // Each window foresees its own column, a constant.
    const member = fakeMember((values) => ({
      probabilities: new Float32Array(2 * values.length).fill(0.5),
      lossMap: new Float32Array(values.length / 16).fill(values[0]! / (side / 2)),
    }));
    const silent = fakeMember((values) => ({ probabilities: new Float32Array(2 * values.length).fill(0.5), lossMap: null }));
    const { learnedLoss } = await predictAll(seeingAll([member, silent]), width, height, (x) => x);
    const middleOfFirst = learnedLoss[2]!;
    expect(middleOfFirst).toBe(0);
    for (let x = 1; x < width; x++) expect(learnedLoss[x]).toBeGreaterThanOrEqual(learnedLoss[x - 1]! - 1e-6);
    // Windows 0 and 1 count alike where their halves' middles meet; past the last window's middle it is alone.
    expect((learnedLoss[23]! + learnedLoss[24]!) / 2).toBeCloseTo(0.5, 5);
    expect(learnedLoss[79]).toBeCloseTo(3, 6);
  });

  test('narrow strips change nothing but the order', async () => {
    const members = [twoClassMember((value, x, y) => (value + x / side + y / side) / 3)];
    const whole = await predictAll(seeingAll(members), 90, 70, texture);
    const narrow = await predictAll(seeingAll(members), 90, 70, texture, { heldFloats: 1 });
    expect(narrow).toEqual(whole);
  });

  test('a context of more than half a core is seen as the whole window; windows are of the training crops, as far as they may', async () => {
    const windowsOf = async (contextRadius: number, cropSide: number, width: number): Promise<string[]> => {
      const seen: string[] = [];
      const member = fakeMember((values, high, wide) => {
        seen.push(`${wide}x${high}`);
        return { probabilities: new Float32Array(2 * values.length).fill(0.5), lossMap: null };
      });
      await predictAll(seeingAll([member], { contextRadius, cropSide }), width, 20, texture, { coreSide: 64 });
      return seen;
    };
    expect(await windowsOf(32, 40, 150)).toEqual(['108x20', '108x20']);
    expect(await windowsOf(33, 40, 80)).toEqual(['40x40', '40x40', '40x40']);
    expect(await windowsOf(Infinity, 30, 40)).toEqual(['32x32', '32x32']);
    expect(await windowsOf(Infinity, 1000, 50)).toEqual(['64x64']);
  });
});

describe('members that are passes of one network', () => {
  test.each([Infinity, 0])('see one window after another, each as one object, so that they can share its trunk (context %d)', async (contextRadius) => {
    let windows = 0;
    let trunks = 0;
    let known: { readonly values: Float32Array; readonly features: Float32Array } | null = null;
    const image = (x: number, y: number): number => (x === 0 && y === 0 ? 0.9 : texture(x, y));
    const pass = (seed: number): MemberRunner =>
      fakeMember((values) => {
        if (seed === 0) windows++;
        if (known?.values !== values) {
          trunks++;
          known = { values, features: values.map((value) => value * 0.8) };
        }
        const probabilities = new Float32Array(2 * values.length);
        known.features.forEach((feature, at) => probabilities.set([1 - feature * (seed / 4), feature * (seed / 4)], 2 * at));
        return { probabilities, lossMap: null };
      });
    const { mutualInformation } = await predictAll(seeingAll([0, 1, 2, 3].map(pass), { contextRadius }), 100, 60, image, { coreSide: 40 });
    expect(windows).toBeGreaterThan(1);
    expect(trunks).toBe(windows);
    expect(mutualInformation[0]).toBeGreaterThan(0);
  });
});

describe('the file of a blended prediction', () => {
  let folder: string;
  beforeAll(async () => void (folder = await temporaryFolder()));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const ensemble = seeingAll([0.5, 2].map((slope) => twoClassMember((value, x) => 1 / (1 + Math.exp(-slope * value - x / side)))));

  test('has every pixel of every plane', async () => {
    const [image] = await tinyImages(folder, 1, 75);
    const { path, means, ...counts } = await writePrediction(ensemble, image!, { outputFolder: folder, signal: new AbortController().signal });
    const file = await readFile(path);
    expect(file.length).toBe(planeCount(counts) * 75 * 75);
    const plane = (name: Parameters<typeof planeIndex>[0]): Uint8Array => file.subarray(planeIndex(name, counts)! * 75 * 75).subarray(0, 75 * 75);
    const [first, second, prediction] = [plane('probability-0'), plane('probability-1'), plane('prediction')];
    for (let pixel = 0; pixel < 75 * 75; pixel++) {
      expect(Math.abs(first[pixel]! + second[pixel]! - 255)).toBeLessThanOrEqual(1);
      if (Math.abs(first[pixel]! - second[pixel]!) > 1) expect(prediction[pixel]).toBe(first[pixel]! > second[pixel]! ? 0 : 1);
    }
    expect(means.mutualInformation).toBeGreaterThan(0);
    expect(means.mutualInformation + means.expectedEntropy).toBeCloseTo(means.predictiveEntropy, 5);
  });

  test('cancelled half-way, it leaves nothing behind', async () => {
    const [image] = await tinyImages(folder, 1, 75);
    const stop = new AbortController();
    let runs = 0;
    const stopping: MemberRunner = {
      run(window) {
        if (++runs === 6) stop.abort();
        return ensemble.members[0]!.run(window);
      },
      dispose: async () => undefined,
    };
    const outputFolder = join(folder, 'cancelled');
    await expect(writePrediction(seeingAll([stopping]), image!, { outputFolder, signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' });
    expect(runs).toBe(6);
    expect(await readdir(outputFolder)).toEqual([]);
  });
});

describe('blended windows that end early', () => {
  const wide = { width: 100, height: 100, signal: new AbortController().signal };
  const quiet = async (): Promise<void> => undefined;

  test('cancelled, computes no further window and begins no visit', async () => {
    const stop = new AbortController();
    let runs = 0;
    const member = twoClassMember(() => 0.5);
    const counting: MemberRunner = { ...member, run: (window) => (runs++, member.run(window)) };
    let visits = 0;
    const visit = async (): Promise<void> => {
      if (++visits === 3) stop.abort();
    };
    await expect(predictWindows(seeingAll([counting]), fakeImage(texture), { ...wide, signal: stop.signal, visit })).rejects.toMatchObject({ code: 'cancelled' });
    const before = { runs, visits };
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect({ runs, visits }).toEqual(before);
    expect(visits).toBe(3);
  });

  test('a failing visit, member or image ends it, with nothing under way', async () => {
    let reading = 0;
    const image = fakeImage(texture);
    const slow = {
      window: async (...box: Parameters<typeof image.window>) => {
        reading++;
        await new Promise((resolve) => setTimeout(resolve, 5));
        reading--;
        return image.window(...box);
      },
    };
    const failing = (what: string) => () => Promise.reject(new Error(what));
    const member = twoClassMember(() => 0.5);
    await expect(predictWindows(seeingAll([member]), slow, { ...wide, visit: failing('no room') })).rejects.toThrow('no room');
    expect(reading).toBe(0);
    await expect(predictWindows(seeingAll([{ ...member, run: failing('no memory') }]), slow, { ...wide, visit: quiet })).rejects.toThrow('no memory');
    expect(reading).toBe(0);
    await expect(predictWindows(seeingAll([member]), { window: failing('no file') }, { ...wide, visit: quiet })).rejects.toThrow('no file');
  });
});

function largestDifference(first: Float32Array, second: Float32Array): number {
  return first.reduce((largest, value, at) => Math.max(largest, Math.abs(value - second[at]!)), 0);
}
