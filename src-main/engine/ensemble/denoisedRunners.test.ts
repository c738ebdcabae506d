import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { denoiserContext } from '../adversary/denoiserNetwork.ts';
import { loadDenoiser } from '../adversary/loadDenoiser.ts';
import type { DenoiserValues } from '../adversary/loadDenoiser.ts';
import { trainDenoiser } from '../adversary/trainDenoiser.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { predictWindows } from '../predict/predictWindows.ts';
import { tf } from '../tensorflow.ts';
import { movedDenoiser } from '../testing/movedDenoiser.ts';
import { randomModel } from '../testing/randomModel.ts';
import { temporaryFolder } from '../testing/tinyData.ts';
import { Ensemble } from './Ensemble.ts';
import { denoisedRunners } from './denoisedRunners.ts';
import type { MemberOutcome, MemberRunner, MemberWindow } from './MemberRunner.ts';
import { writeModelFolder } from './modelFolder.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await chooseBackend('wasm');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const config = { channels: 1, width: 3 };
const window: MemberWindow = { values: Float32Array.from({ length: 16 * 24 }, (_none, at) => Math.sin(at * 0.7)), height: 16, width: 24 };

/** Says what it sees. */
function mirror(seen: MemberWindow[], disposed: string[] = []): MemberRunner {
  return {
    sideBySide: 2,
    run: async (given): Promise<MemberOutcome> => {
      seen.push(given);
      return { probabilities: given.values, lossMap: null };
    },
    dispose: async () => void disposed.push('member'),
  };
}

/** One that has not been trained: the identity. */
const identity = (): Promise<DenoiserValues> =>
  trainDenoiser({ config, batch: () => Promise.reject(new Error('no step is taken')), steps: 0, learningRate: 1, random: new RandomSource({ seed: 1, stream: 0, counter: 0 }) });

describe('denoised runners', () => {
  test('without a denoiser they are the runners themselves', () => {
    const runners = [mirror([])];
    expect(denoisedRunners(runners, null)).toBe(runners);
  });

  test('each member sees the denoised window, the same array, its margins as they were; it is denoised once', async () => {
    const seen: MemberWindow[] = [];
    const values = movedDenoiser(config);
    const runners = denoisedRunners([mirror(seen), mirror(seen)], values);
    const margins = { top: 4, left: 0, bottom: 4, right: 8 };
    await Promise.all(runners.map((runner) => runner.run({ ...window, margins })));
    expect(seen[0]!.values).toBe(seen[1]!.values);
    expect(seen[0]!.margins).toBe(margins);
    expect(runners[0]!.sideBySide).toBe(2);
    const loaded = loadDenoiser(values);
    const wanted = tf.tidy(() => loaded.denoise(tf.tensor4d(window.values, [1, 16, 24, 1])).dataSync());
    expect([...seen[0]!.values]).toEqual([...wanted]);
    loaded.dispose();
    // Another window is denoised anew.
    await runners[0]!.run({ ...window, values: window.values.map((value) => -value) });
    expect(seen[2]!.values).not.toEqual(seen[0]!.values);
    for (const runner of runners) await runner.dispose();
  });

  test('one that is the identity changes nothing', async () => {
    const seen: MemberWindow[] = [];
    const [runner] = denoisedRunners([mirror(seen)], await identity());
    await runner!.run(window);
    expect([...seen[0]!.values]).toEqual([...window.values]);
    await runner!.dispose();
  });

  test('the last one disposed frees the denoiser; a window that it fails at can be asked for again', async () => {
    const before = tf.memory().numTensors;
    const disposed: string[] = [];
    const runners = denoisedRunners([mirror([], disposed), mirror([], disposed)], movedDenoiser(config));
    const odd = { ...window, values: window.values.subarray(0, 10) };
    await expect(runners[0]!.run(odd)).rejects.toMatchObject({ code: 'engineFailed' });
    await expect(runners[0]!.run(odd)).rejects.toMatchObject({ code: 'engineFailed' });
    await runners[0]!.run(window);
    for (const runner of runners) await runner.dispose();
    expect(disposed).toEqual(['member', 'member']);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a model with a denoiser', () => {
  const side = 200;
  const image = Float32Array.from({ length: side * side }, (_none, at) => Math.sin(at * 0.37) + Math.cos((at % side) * 0.21));
  const source = {
    window: async ({ x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }): Promise<Float32Array> =>
      Float32Array.from({ length: width * height }, (_none, at) => image[Math.min(side - 1, y + Math.floor(at / width)) * side + Math.min(side - 1, x + (at % width))]!),
  };

  async function written(name: string, denoiser: DenoiserValues | null, turns = 1): Promise<string> {
    const { file, members } = randomModel(2, { config: { inputChannels: 1, classes: 3, width: 3, depth: 1 } });
    const { members: _entries, ...rest } = file;
    const path = join(folder, name);
    await writeModelFolder(path, { file: { ...rest, ...(turns > 1 && { turns }) }, members: members.map((values, seed) => ({ seed, values })), ...(denoiser && { denoiser }) });
    return path;
  }

  async function predicted(path: string, coreSide?: number): Promise<{ readonly whole: Float32Array; readonly windows: number; readonly context: number }> {
    const ensemble = await Ensemble.load(path);
    const whole = new Float32Array(side * side * 3);
    let windows = 0;
    await predictWindows(ensemble, source, {
      width: side,
      height: side,
      signal: new AbortController().signal,
      ...(coreSide && { coreSide }),
      visit: async ({ window: { core }, probabilities }) => {
        windows++;
        for (let row = 0; row < core.height; row++) whole.set(probabilities.subarray(row * core.width * 3, (row + 1) * core.width * 3), ((core.y + row) * side + core.x) * 3);
      },
    });
    const context = ensemble.windows.contextRadius;
    await ensemble.dispose();
    return { whole, windows, context };
  }

  test('predicts in windows what it predicts at once, for its context is added to theirs', async () => {
    const path = await written('moved', movedDenoiser(config));
    const plain = await predicted(await written('plain', null));
    const [atOnce, inParts] = [await predicted(path), await predicted(path, 80)];
    expect(atOnce.context).toBe(plain.context + denoiserContext);
    expect([atOnce.windows, inParts.windows]).toEqual([1, 4]);
    expect(largestDifference(inParts.whole, atOnce.whole)).toBeLessThan(1e-5);
    expect(largestDifference(atOnce.whole, plain.whole)).toBeGreaterThan(0.01);
  });

  test('an identity before it changes no prediction, nor with turns', async () => {
    const none = await identity();
    for (const turns of [1, 3]) {
      const [plain, denoised] = [await predicted(await written(`plain${turns}`, null, turns)), await predicted(await written(`identity${turns}`, none, turns))];
      expect(largestDifference(denoised.whole, plain.whole)).toBeLessThan(1e-6);
    }
  });
});

function largestDifference(got: Float32Array, wanted: Float32Array): number {
  return got.reduce((largest, value, at) => Math.max(largest, Math.abs(value - wanted[at]!)), 0);
}
