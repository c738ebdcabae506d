import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BackendName } from '../core/backends.ts';
import type { Message } from '../core/messages/Message.ts';
import { forkProgram } from '../processes/nodeProcesses.ts';
import { EngineClient } from './engineClient.ts';
import type { EngineProgress, LabelledEngineImage, TrainRequest } from './engineApi.ts';
import type { FaultPlan } from './testing/faults.ts';
import { temporaryFolder, tinyImages, tinyRequest } from './testing/tinyData.ts';

/** Every test starts several processes and trains in them; with every core busy that takes a while. */
const longTestMs = 180_000;
const program = fileURLToPath(new URL('./testing/faultyEngineProcess.ts', import.meta.url));

let folder: string;
let images: LabelledEngineImage[];
/** Of this machine, unasked. */
let usual: BackendName;

beforeAll(async () => {
  folder = await temporaryFolder();
  images = await tinyImages(folder, 3);
  const engine = faultyEngine({ kind: 'exit', on: [] }).engine;
  usual = (await engine.describe()).backends.find(({ chosen }) => chosen)!.name;
  engine.close();
}, longTestMs);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** An engine that fails as planned, with what it tells of its troubles. */
function faultyEngine(plan: FaultPlan) {
  const troubles: Message[] = [];
  let starts = 0;
  const start = () => {
    starts++;
    return forkProgram(program, 2048, [JSON.stringify(plan)]);
  };
  const engine = new EngineClient({ start }, async () => ({ backend: 'auto', threads: 1 }), { onTrouble: (message) => troubles.push(message) });
  return { engine, troubles, starts: () => starts };
}

function request(name: string, changes: Partial<TrainRequest> = {}): TrainRequest {
  return tinyRequest(folder, images, { modelFolder: join(folder, name), checkpointFolder: join(folder, `${name}-checkpoints`), stepsPerMember: 60, ...changes });
}

/** What was done about each failure. */
const answers = (troubles: readonly Message[]): string[] => troubles.map(({ values }) => (values['then'] as Message).code);

describe('an engine that fails', () => {
  test('killed in mid-training, it goes on where it was and finishes', async () => {
    const { engine, troubles, starts } = faultyEngine({ kind: 'exit', on: [usual], after: 500, onceFile: join(folder, 'killed') });
    const seen: EngineProgress[] = [];
    await expect(engine.train(request('killed-model'), { onProgress: (progress) => seen.push(progress) })).resolves.toMatchObject({ modelFolder: join(folder, 'killed-model') });
    engine.close();
    expect(answers(troubles)).toEqual(['goesOnAsItWas']);
    expect(starts()).toBe(2);
    // Step 40 was kept: the second process begins behind it.
    expect(seen.at(-1)!.fraction).toBe(1);
  }, longTestMs);

  test('a loss that leaves the numbers once is rolled back to the checkpoint, without a word', async () => {
    const { engine, troubles } = faultyEngine({ kind: 'numbers', on: [usual], after: 500, onceFile: join(folder, 'nan') });
    const { finalLoss } = await engine.train(request('nan-model'));
    engine.close();
    expect(finalLoss).toBeGreaterThan(0);
    expect(troubles).toEqual([]);
  }, longTestMs);

  test('short of memory, it halves what it computes at once and keeps the size of its steps', async () => {
    const { engine, troubles } = faultyEngine({ kind: 'memory', on: [usual], mostImages: 1 });
    const heard: Message[] = [];
    await expect(engine.train(request('small-model', { batchSize: 4, stepsPerMember: 6 }), { onTrouble: (message) => heard.push(message) })).resolves.toBeDefined();
    engine.close();
    expect(answers(troubles)).toEqual(['goesOnSmaller', 'goesOnSmaller']);
    expect(troubles.map(({ text }) => text)).toEqual([expect.stringMatching(/OOM when allocating.*1\/2 of/), expect.stringMatching(/1\/4 of/)]);
    expect(heard).toEqual(troubles);
  }, longTestMs);

  test('that fails again and again leaves its work to the next, and says why', async () => {
    if (usual === 'wasm') return expect(usual).toBe('wasm');
    const { engine, troubles } = faultyEngine({ kind: 'exit', on: [usual] });
    await expect(engine.train(request('moved-model', { stepsPerMember: 8 }))).resolves.toBeDefined();
    expect(answers(troubles)).toEqual(['goesOnAsItWas', 'goesOnSmaller', 'goesOnElsewhere']);
    const { backends } = await engine.describe();
    expect(backends.find(({ chosen }) => chosen)!.name).not.toBe(usual);
    expect(backends.find(({ name }) => name === usual)!.reason.text).toMatch(/given up .*SIGKILL/);
    // Asked to choose anew, it does.
    engine.restart();
    expect((await engine.describe()).backends.find(({ chosen }) => chosen)!.name).toBe(usual);
    engine.close();
  }, longTestMs);

  test('whose arithmetic is wrong for good is left at once', async () => {
    if (usual === 'wasm') return expect(usual).toBe('wasm');
    const { engine, troubles } = faultyEngine({ kind: 'numbers', on: [usual] });
    await expect(engine.train(request('wrong-model', { stepsPerMember: 8 }))).resolves.toBeDefined();
    engine.close();
    expect(answers(troubles)).toEqual(['goesOnElsewhere']);
  }, longTestMs);

  test('predicts in smaller windows where memory lacks, each image once', async () => {
    const large = (await tinyImages(folder, 2, 200)).map((image) => ({ ...image, imageId: `large-${image.imageId}` }));
    const { engine, troubles } = faultyEngine({ kind: 'memory', on: [usual], mostPixels: 120 ** 2 });
    const trained = request('tile-model', { stepsPerMember: 8 });
    await engine.train(trained);
    const told: string[] = [];
    const outcomes = await engine.predict(
      { images: [images[0]!, ...large], modelFolder: trained.modelFolder, outputFolder: folder },
      { onPredicted: ({ imageId }) => told.push(imageId) },
    );
    engine.close();
    expect(answers(troubles)).toEqual(['goesOnSmaller', 'goesOnSmaller', 'goesOnSmaller']);
    expect(outcomes.map(({ imageId }) => imageId)).toEqual(told);
  }, longTestMs);

  test('refuses when nothing is left to try', async () => {
    const { engine } = faultyEngine({ kind: 'exit', on: ['nativeGpu', 'webgpu', 'native', 'wasm'] });
    await expect(engine.train(request('lost-model'))).rejects.toMatchObject({ code: 'engineFailed' });
    engine.close();
  }, longTestMs);
});
