import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planeOffset } from '../core/predictions/predictionFile.ts';
import { defaultRecipe } from '../core/training/TrainingRecipe.ts';
import type { ChildHandle, Processes } from '../ports/Processes.ts';
import { nodeProcesses } from '../processes/nodeProcesses.ts';
import { EngineClient } from './engineClient.ts';
import type { EngineProgress, LabelledEngineImage } from './engineApi.ts';
import { temporaryFolder, tinyImages, tinyRequest } from './testing/tinyData.ts';

let folder: string;
let images: LabelledEngineImage[];
/** Several starts of the engine and hundreds of steps: seconds alone, a minute where every core is busy with other tests. */
const longTestMs = 180_000;

const children: ChildHandle[] = [];
const processes: Processes = {
  start: (name) => {
    const child = nodeProcesses.start(name);
    children.push(child);
    return child;
  },
};
let timesDescribed = 0;
const engine = new EngineClient(processes, undefined, { onDescribed: () => timesDescribed++ });

beforeAll(async () => {
  folder = await temporaryFolder();
  images = await tinyImages(folder, 4);
});

afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true, force: true });
});

describe('EngineClient', () => {
  test('says what computes', async () => {
    const { device, backends, prediction } = await engine.describe();
    expect(device.text.length).toBeGreaterThan(0);
    expect(backends.filter(({ chosen }) => chosen)).toHaveLength(1);
    expect(prediction.code).toBe('predictsUnmeasured');
  });

  test('makes examples of augmentation, as often as asked', async () => {
    const { augmentation } = defaultRecipe;
    const request = { images: images.slice(0, 2), classCount: 2, augmentation, side: 32, draws: 2, seed: 1 };
    const [first, second] = await Promise.all([engine.augment(request), engine.augment(request)]);
    expect(first).toMatchObject({ imageIds: ['disc-0', 'disc-1'], columns: 3, side: 32 });
    expect(first.pixels.length).toBe(6 * 32 * 32);
    expect(second).toEqual(first);
  });

  test('trains, measures and predicts through the process', async () => {
    const seen: EngineProgress[] = [];
    const request = tinyRequest(folder, images, { stepsPerMember: 60, memberCount: 2 });
    const outcome = await engine.train(request, { onProgress: (progress) => seen.push(progress) });
    expect(outcome.modelFolder).toBe(request.modelFolder);
    expect(seen.at(-1)!.fraction).toBe(1);
    expect(seen.some(({ loss, dice, remainingMs }) => loss !== null && dice !== null && remainingMs !== null)).toBe(true);

    expect(timesDescribed).toBe(0);
    const { figures } = await engine.evaluate({ images, modelFolder: request.modelFolder, member: null });
    expect(figures.dice).toBeGreaterThan(0.9);
    expect(figures.imageCount).toBe(4);
    // What predicts was measured for it, and is told of.
    expect(timesDescribed).toBe(1);
    expect((await engine.describe()).prediction.code).toMatch(/^predictsBy/);

    const shown: string[] = [];
    const outcomes = await engine.predict(
      { images, modelFolder: request.modelFolder, outputFolder: folder },
      { onPredicted: ({ imageId }) => shown.push(imageId) },
    );
    expect(shown).toEqual(images.map(({ imageId }) => imageId));
    const file = await readFile(outcomes[0]!.path);
    const { width, height, labels } = images[0]!;
    expect(outcomes[0]).toMatchObject({ classCount: 2, memberCount: 2 });
    // Classes, four maps of every file and three of an ensemble, two probabilities, two members.
    expect(file.length).toBe(12 * width * height);
    const agreeing = file.subarray(0, planeOffset('predictiveEntropy', width, height)).filter((value, pixel) => value === labels[pixel]);
    expect(agreeing.length / labels.length).toBeGreaterThan(0.9);
  }, longTestMs);

  test('predicts a box between the steps of a training job', async () => {
    const stop = new AbortController();
    const started = Promise.withResolvers<void>();
    const request = tinyRequest(folder, images, { modelFolder: `${folder}/meanwhile`, checkpointFolder: `${folder}/meanwhile-checkpoints`, stepsPerMember: 100_000 });
    const training = engine.train(request, { signal: stop.signal, onProgress: () => started.resolve() });
    await started.promise;
    const { labels: _labels, ...image } = images[0]!;
    const outcome = await engine.predictBox({ image, modelFolder: `${folder}/model`, box: { x: 8, y: 8, width: 16, height: 12 } });
    expect([outcome.classCount, outcome.probabilities.length]).toEqual([2, 2 * 16 * 12]);
    stop.abort();
    await expect(training).rejects.toMatchObject({ code: 'cancelled' });
  }, longTestMs);

  test('starts with the backend that the settings ask for, anew after a restart', async () => {
    let backend: 'auto' | 'wasm' = 'wasm';
    const other = new EngineClient(nodeProcesses, async () => ({ backend, threads: 1 }));
    const chosen = async (): Promise<string | undefined> => (await other.describe()).backends.find((each) => each.chosen)?.name;
    try {
      expect(await chosen()).toBe('wasm');
      backend = 'auto';
      expect(await chosen()).toBe('wasm');
      other.restart();
      expect(await chosen()).toBe((await engine.describe()).backends.find((each) => each.chosen)!.name);
    } finally {
      other.close();
    }
  }, longTestMs);

  test('keeps the code of a refusal', async () => {
    await expect(engine.evaluate({ images, modelFolder: `${folder}/none`, member: null })).rejects.toMatchObject({ code: 'notFound' });
    const request = tinyRequest(folder, images, { modelFolder: `${folder}/odd`, cropSide: 30 });
    await expect(engine.train(request)).rejects.toThrow(/cropSide: wanted a multiple of 4.*got 30/);
  });

  test('cancels a running job and one that waits, and answers meanwhile', async () => {
    const stop = new AbortController();
    const started = Promise.withResolvers<void>();
    const request = tinyRequest(folder, images, { modelFolder: `${folder}/never`, checkpointFolder: `${folder}/never-checkpoints`, stepsPerMember: 100_000 });
    const running = engine.train(request, { signal: stop.signal, onProgress: () => started.resolve() });
    const waiting = engine.evaluate({ images, modelFolder: `${folder}/model`, member: 0 }, { signal: stop.signal });
    await started.promise;
    await expect(engine.describe()).resolves.toBeDefined();
    stop.abort();
    const outcomes = await Promise.allSettled([running, waiting]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
  });

  test('jobs go on after a crash, training from its checkpoint', async () => {
    let crashes = 0;
    const request = tinyRequest(folder, images, { modelFolder: `${folder}/survivor`, checkpointFolder: `${folder}/survivor-checkpoints`, stepsPerMember: 80 });
    const onProgress = ({ fraction }: EngineProgress): void => {
      if (fraction < 0.55 || crashes > 0) return;
      crashes++;
      children.at(-1)!.kill();
    };
    const before = children.length;
    await expect(engine.train(request, { onProgress })).resolves.toMatchObject({ modelFolder: request.modelFolder });
    expect(crashes).toBe(1);
    expect(children.length).toBe(before + 1);

    const evaluation = engine.evaluate({ images, modelFolder: request.modelFolder, member: null });
    children.at(-1)!.kill();
    await expect(evaluation).resolves.toMatchObject({ figures: { imageCount: 4 } });
  }, longTestMs);

  test('a box under way when the engine ends is refused with the reason, and so is a job when it is restarted', async () => {
    const { labels: _labels, ...image } = images[0]!;
    const box = engine.predictBox({ image, modelFolder: `${folder}/model`, box: { x: 8, y: 8, width: 16, height: 12 } });
    children.at(-1)!.kill();
    await expect(box).rejects.toMatchObject({ code: 'engineFailed', message: expect.stringContaining('SIGKILL') as string });
    await expect(engine.describe()).resolves.toBeDefined();
    const evaluation = engine.evaluate({ images, modelFolder: `${folder}/model`, member: null });
    engine.restart();
    await expect(evaluation).rejects.toMatchObject({ code: 'engineFailed' });
  }, longTestMs);

  test('a closed engine refuses', async () => {
    const closed = new EngineClient(processes);
    closed.close();
    await expect(closed.describe()).rejects.toMatchObject({ code: 'cancelled' });
  });
});
