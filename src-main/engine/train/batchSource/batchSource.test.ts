import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import buildConfig from '../../../../electron.vite.config.ts';
import { chooseBackend } from '../../backends/chooseBackend.ts';
import type { TrainingKernels } from '../../backends/TrainingKernels.ts';
import { defaultRecipe } from '../../../core/training/TrainingRecipe.ts';
import type { LabelledEngineImage } from '../../engineApi.ts';
import { readModelFolder } from '../../ensemble/modelFolder.ts';
import type { JobContext } from '../../jobs/JobContext.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../../testing/tinyData.ts';
import { trainEnsemble } from '../trainEnsemble.ts';
import { greyInput } from '../../input/normalisation.ts';
import { loadTrainingData } from '../trainingData.ts';
import type { BatchSetup, BatchSource } from './BatchSource.ts';
import { openBatches } from './openBatches.ts';
import { PlainBatches } from './PlainBatches.ts';
import { ThreadedBatches } from './ThreadedBatches.ts';

let folder: string;
let images: LabelledEngineImage[];
let setup: BatchSetup;
let kernels: TrainingKernels;

beforeAll(async () => {
  folder = await temporaryFolder();
  images = await tinyImages(folder, 4);
  const data = await loadTrainingData(images, { classCount: 2, input: greyInput, signal: new AbortController().signal });
  setup = { images: data.images, normalisation: data.normalisation, seed: 7, batchSize: 3, cropSide: 32, augmentation: defaultRecipe.augmentation, stepsPerMember: 6, budgetBytes: 2 ** 20 };
  ({ kernels } = await chooseBackend());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Threads of this process that run, as it sees them itself. */
const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort' || name === 'Worker').length;
const imageBytes = 40 * 40 * 4;
const refusal = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => 'no refusal', (thrown: unknown) => thrown);

async function module(name: string, code: string): Promise<URL> {
  const path = join(folder, `${name}.mjs`);
  await writeFile(path, code);
  return pathToFileURL(path);
}

describe('ThreadedBatches', () => {
  test('gives the batches of the plain path, in order, again, and out of order', async () => {
    const plain = new PlainBatches(setup);
    const threaded = await ThreadedBatches.start(setup);
    try {
      // A member goes back to its checkpoint, another begins, both take turns.
      for (const [member, step] of [[0, 0], [0, 1], [0, 2], [0, 0], [0, 1], [1, 4], [0, 2], [1, 5], [0, 5]] as const) {
        expect(await threaded.batch(member, step)).toEqual(await plain.batch(member, step));
      }
    } finally {
      await threaded.close();
    }
  });

  test('makes at most two batches ahead, and none past the last step', async () => {
    const entry = await module('counting', `
      import { parentPort } from 'node:worker_threads';
      const asked = [];
      parentPort.on('message', ({ m, a, i }) => {
        if (m === 'batch') asked.push(a[1]);
        parentPort.postMessage({ t: 's', i, r: { value: [...asked] } });
      });`);
    const batches = await ThreadedBatches.start(setup, entry);
    try {
      const asked: unknown[] = [];
      for (let step = 0; step < setup.stepsPerMember; step++) asked.push(await batches.batch(0, step));
      // Each answer tells what had been asked for by then.
      expect(asked).toEqual([[0], [0, 1], [0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5]]);
      expect(await batches.batch(0, 2)).toEqual([0, 1, 2, 3, 4, 5, 2]);
    } finally {
      await batches.close();
    }
  });

  test('an image that cannot be read is refused with the code of the plain path, and the thread goes on', async () => {
    const [whole, ...others] = await tinyImages(folder, 2, 36);
    const data = await loadTrainingData([whole!, ...others], { classCount: 2, input: greyInput, signal: new AbortController().signal });
    const batches = await ThreadedBatches.start({ ...setup, images: data.images, batchSize: 2, budgetBytes: 0 });
    const samples = whole!.samplesPath;
    try {
      expect((await batches.batch(0, 5)).size).toBe(2);
      await rm(samples);
      expect(await refusal(batches.batch(0, 5))).toMatchObject({ name: 'SfumatoError', code: 'notFound', message: expect.stringContaining(samples) as string });
      await writeFile(samples, new Uint8Array(36 * 36));
      expect((await batches.batch(0, 5)).size).toBe(2);
    } finally {
      await batches.close();
    }
  });

  test('a thread that ends refuses what waits for it, and what is asked later', async () => {
    const entry = await module('dying', `
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ m, i }) => {
        if (m === 'batch') throw new Error('out of luck');
        parentPort.postMessage({ t: 's', i, r: {} });
      });`);
    const batches = await ThreadedBatches.start(setup, entry);
    const why = { code: 'engineFailed', said: { code: 'batchThreadEnded', values: { reason: 'out of luck' } } };
    expect(await refusal(batches.batch(0, 0))).toMatchObject(why);
    expect(await refusal(batches.batch(0, 1))).toMatchObject(why);
    await batches.close();
  });
});

describe('openBatches', () => {
  test('serves from the caller\'s thread where no other can be had', async () => {
    const nowhere = pathToFileURL(join(folder, 'nowhere.mjs'));
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    const batches = await openBatches(setup, (given) => ThreadedBatches.start(given, nowhere));
    expect(batches).toBeInstanceOf(PlainBatches);
    expect((await warned).message).toMatch(/between the steps.*nowhere/);
    expect(await batches.batch(0, 0)).toEqual(await new PlainBatches(setup).batch(0, 0));
    await expect(openBatches(setup, () => Promise.reject(new TypeError('a mistake')))).rejects.toThrow('a mistake');
  });

  test('the built program finds the thread\'s module where the build puts it', () => {
    const { build } = (buildConfig as { main: { build: { outDir: string; rolldownOptions: { input: Record<string, string>; output: { entryFileNames: (entry: { name: string }) => string } } } } }).main;
    const { input, output } = build.rolldownOptions;
    expect(existsSync(input['batchThread']!)).toBe(true);
    // As `ThreadedBatches` looks for it from the engine's bundle, which is a chunk.
    expect(resolve(dirname(join(build.outDir, 'chunks', 'engineProcess.js')), '../batchThread.js')).toBe(resolve(build.outDir, output.entryFileNames({ name: 'batchThread' }).replace('[name]', 'batchThread')));
  });
});

describe('training', () => {
  const train = async (name: string, changes: Partial<JobContext> = {}): Promise<string[]> => {
    const request = tinyRequest(folder, images, { memberCount: 2, stepsPerMember: 12, modelFolder: join(folder, name), checkpointFolder: join(folder, `${name}-checkpoints`) });
    await trainEnsemble(request, kernels, quietContext(changes));
    return (await readModelFolder(request.modelFolder)).file.members.map(({ sha256 }) => sha256);
  };

  test('gives equal weights with any budget, with a thread and without', async () => {
    const plain = await train('plain', { openBatches: async (given) => new PlainBatches(given) });
    for (const [name, budgetBytes] of [['none', 0], ['one', imageBytes], ['two', 2 * imageBytes], ['all', 100 * imageBytes]] as const) {
      expect(await train(`plain-${name}`, { openBatches: async (given) => new PlainBatches({ ...given, budgetBytes }) })).toEqual(plain);
      expect(await train(`thread-${name}`, { openBatches: (given) => ThreadedBatches.start({ ...given, budgetBytes }) })).toEqual(plain);
    }
    expect(await train('usual')).toEqual(plain);
  });

  test('leaves no thread behind, however it ends', async () => {
    const before = threads();
    await train('ends');
    const stop = new AbortController();
    expect(await refusal(train('cancelled', { signal: stop.signal, report: () => stop.abort() }))).toMatchObject({ code: 'cancelled' });
    expect(await refusal(train('fails', { report: () => { throw new Error('no more'); } }))).toMatchObject({ message: 'no more' });
    const running: boolean[] = [];
    const closing = async (given: BatchSetup): Promise<BatchSource> => {
      const batches = await ThreadedBatches.start(given);
      running.push(threads() > before);
      await rm(images[0]!.samplesPath);
      return batches;
    };
    expect(await refusal(train('unreadable', { openBatches: closing }))).toMatchObject({ code: 'notFound' });
    // The measure itself sees a thread that runs.
    expect([running, threads()]).toEqual([[true], before]);
  });
});
