import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallConfigs } from '../../../models/testing/smallConfigs.ts';
import { readRecipe } from '../../core/training/readRecipe.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { EngineProgress, LabelledEngineImage, TrainingEvent, TrainRequest } from '../engineApi.ts';
import { changeModelFile } from '../ensemble/changeModelFile.ts';
import { Ensemble } from '../ensemble/Ensemble.ts';
import type { MemberRunners } from '../ensemble/MemberRunners.ts';
import { readModelFolder } from '../ensemble/modelFolder.ts';
import type { JobContext } from '../jobs/JobContext.ts';
import { predictCore } from '../predict/predictCore.ts';
import { predictImages } from '../predict/predictImages.ts';
import { evaluateModel } from '../predict/evaluateModel.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../testing/tinyData.ts';
import { trainEnsemble } from '../train/trainEnsemble.ts';
import { MemberWorkers, workerCount } from './MemberWorkers.ts';
import { workerRunners } from './workerRunners.ts';

/** Each worker loads TensorFlow.js anew: a second alone, many where every core is busy. */
const longTestMs = 180_000;
const entry = new URL('../engineProcess.ts', import.meta.url);
let folder: string;
let images: LabelledEngineImage[];
let kernels: TrainingKernels;

beforeAll(async () => {
  folder = await temporaryFolder();
  images = await tinyImages(folder, 3);
  ({ kernels } = await chooseBackend('wasm'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const named = (name: string, changes: Partial<TrainRequest> = {}): TrainRequest =>
  tinyRequest(folder, images, { memberCount: 3, modelFolder: join(folder, name), checkpointFolder: join(folder, `${name}-checkpoints`), ...changes });
const withWorkers = (changes: Partial<JobContext> = {}): JobContext => quietContext({ workers: () => new MemberWorkers(entry, 2), ...changes });
/** Without the time it took. */
const told = (events: readonly TrainingEvent[]): unknown[] =>
  events
    .map((event) => (event.type === 'point' ? { ...event.point, elapsedMs: 0 } : { ...event.sample, prediction: event.prediction }))
    .sort((a, b) => a.step - b.step || Number('member' in b) - Number('member' in a));

describe('members side by side', () => {
  test('are trained to the same bits as one after the other, and tell the same', async () => {
    const watched = [{ ...images[0]!, role: 'heldBack' as const, box: { x: 0, y: 0, width: 16, height: 16 }, labels: images[0]!.labels.slice(0, 256) }];
    const heard: { alone: TrainingEvent[]; together: TrainingEvent[] } = { alone: [], together: [] };
    const reports: EngineProgress[] = [];
    // Looks between first and last step depend on the clock: with so few steps there are none.
    const request = { stepsPerMember: 2, watched };
    await trainEnsemble(named('alone', request), kernels, quietContext(), (event) => heard.alone.push(event));
    await trainEnsemble(named('together', request), kernels, withWorkers({ report: (progress) => reports.push(progress) }), (event) => heard.together.push(event));
    const [alone, together] = [await readModelFolder(join(folder, 'alone')), await readModelFolder(join(folder, 'together'))];
    expect(together.members).toEqual(alone.members);
    expect(told(heard.together)).toEqual(told(heard.alone));
    const fractions = reports.map(({ fraction }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions).toHaveLength(7);
  }, longTestMs);

  test('predict and measure the same', async () => {
    const modelFolder = join(folder, 'alone');
    const plain = images.map(({ labels: _labels, ...image }) => image);
    const outputs = { alone: join(folder, 'maps-alone'), together: join(folder, 'maps-together') };
    await predictImages({ images: plain, modelFolder, outputFolder: outputs.alone }, quietContext(), () => undefined);
    const sideBySide = workerRunners(() => new MemberWorkers(entry, 2));
    await predictImages({ images: plain, modelFolder, outputFolder: outputs.together }, quietContext(), () => undefined, sideBySide);
    for (const { imageId } of images) {
      expect((await readFile(join(outputs.together, `${imageId}.maps`))).equals(await readFile(join(outputs.alone, `${imageId}.maps`)))).toBe(true);
    }
    const measure = (runners?: MemberRunners) => evaluateModel({ images, modelFolder, member: null }, quietContext(), runners);
    expect(await measure(sideBySide)).toEqual(await measure());
  }, longTestMs);

  test('predict the same behind a denoiser', async () => {
    await trainEnsemble(named('denoised', { stepsPerMember: 2, recipe: readRecipe({ denoiser: { steps: 3, epsilon: 0.1, width: 3 } }) }), kernels, quietContext());
    const measure = (runners?: MemberRunners) => evaluateModel({ images, modelFolder: join(folder, 'denoised'), member: null }, quietContext(), runners);
    const sideBySide = await measure(workerRunners(() => new MemberWorkers(entry, 2)));
    expect(sideBySide).toEqual(await measure());
  }, longTestMs);

  test('predict the same at a temperature for each class', async () => {
    const modelFolder = join(folder, 'byClass');
    await cp(join(folder, 'alone'), modelFolder, { recursive: true });
    await changeModelFile(modelFolder, { temperature: [0.6, 2.5] });
    const [alone, together] = [await Ensemble.load(modelFolder), await Ensemble.load(modelFolder, null, workerRunners(() => new MemberWorkers(entry, 2)))];
    const core = { x: 0, y: 0, width: 32, height: 32 };
    const values = Float32Array.from({ length: 32 * 32 }, (_none, at) => Math.sin(at * 0.3));
    const window = { core, input: core, margins: { top: 0, left: 0, bottom: 0, right: 0 } };
    const [wanted, got] = [await predictCore(alone, values, window), await predictCore(together, values, window)];
    expect(got).toEqual(wanted);
    const plain = await Ensemble.load(join(folder, 'alone'));
    expect((await predictCore(plain, values, window)).probabilities).not.toEqual(wanted.probabilities);
    for (const ensemble of [alone, together, plain]) await ensemble.dispose();
  }, longTestMs);

  test.each(['unet', 'segnet'])('share out the stochastic passes of one network, and predict the same: %s', async (architecture) => {
    const { inputChannels: _fromImages, classes: _fromRequest, ...config } = smallConfigs[architecture]!;
    const name = `passes-${architecture}`;
    await trainEnsemble(named(name, { network: { architecture, config }, cropSide: 32, memberCount: 1, stepsPerMember: 2, dropout: 0.5, passes: 5 }), kernels, quietContext());
    const modelFolder = join(folder, name);
    const asked: number[] = [];
    const shared = workerRunners((count) => {
      asked.push(count);
      return new MemberWorkers(entry, 2);
    });
    const [alone, together] = [await Ensemble.load(modelFolder), await Ensemble.load(modelFolder, null, shared)];
    expect([asked, together.members.length, together.concurrency, alone.concurrency]).toEqual([[5], 5, 2, 1]);
    const core = { x: 0, y: 0, width: 32, height: 32 };
    const margins = { top: 0, left: 0, bottom: 0, right: 0 };
    // The same numbers in another window's memory are another window; two windows in turn, each known again by its passes.
    for (const phase of [0, 1, 0]) {
      const values = Float32Array.from({ length: 32 * 32 }, (_none, at) => Math.sin(at * 0.3 + phase));
      const [wanted, got] = [await predictCore(alone, values, { core, input: core, margins }), await predictCore(together, values, { core, input: core, margins })];
      expect(got).toEqual(wanted);
      expect(Math.max(...got.mutualInformation)).toBeGreaterThan(0);
    }
    await alone.dispose();
    await together.dispose();
  }, longTestMs);

  test('are cancelled together and go on from their checkpoints to the same bits', async () => {
    const request = named('cut', { stepsPerMember: 60, memberCount: 2 });
    const stop = new AbortController();
    const report = ({ fraction }: EngineProgress): void => {
      if (fraction > 0.3) stop.abort();
    };
    await expect(trainEnsemble(request, kernels, withWorkers({ signal: stop.signal, report }))).rejects.toMatchObject({ code: 'cancelled' });
    await trainEnsemble(request, kernels, withWorkers());
    await trainEnsemble(named('uncut', { stepsPerMember: 60, memberCount: 2 }), kernels, withWorkers());
    expect((await readModelFolder(join(folder, 'cut'))).members).toEqual((await readModelFolder(join(folder, 'uncut'))).members);
  }, longTestMs);

  test('a thread that ends is a failure of the engine, with the reason', async () => {
    const dying = new URL('data:text/javascript,process.exit(3)');
    const workers = new MemberWorkers(dying, 2);
    const context = quietContext({ workers: () => workers });
    await expect(trainEnsemble(named('dead'), kernels, context)).rejects.toMatchObject({ code: 'engineFailed', message: expect.stringContaining('code 3') as string });
  }, longTestMs);
});

test('a run under way when its thread ends is refused, and so is one asked for afterwards', async () => {
  // Loads what it is given; the first run ends it.
  const ending = `
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ m, i }) => (m === 'load' ? parentPort.postMessage({ t: 's', i, r: {} }) : process.exit(4)));`;
  const workers = new MemberWorkers(new URL(`data:text/javascript,${encodeURIComponent(ending)}`), 1);
  try {
    const member = { trunk: new Float32Array(), statistics: new Float32Array(), head: new Float32Array() };
    const [runner] = await workers.runners({ architecture: 'unet', config: {}, values: member, temperature: 1, draws: null });
    const failure = { code: 'engineFailed', message: expect.stringContaining('code 4') as string };
    await expect(runner!.run({ values: new Float32Array(4), height: 2, width: 2 })).rejects.toMatchObject(failure);
    await expect(runner!.run({ values: new Float32Array(4), height: 2, width: 2 })).rejects.toMatchObject(failure);
  } finally {
    await workers.close();
  }
});

test('there are as many workers as members, cores and memory allow', () => {
  const gibibyte = 2 ** 30;
  expect(workerCount(5, 8, 64 * gibibyte)).toBe(5);
  expect(workerCount(5, 2, 64 * gibibyte)).toBe(2);
  expect(workerCount(5, 8, 6 * gibibyte)).toBe(3);
  expect(workerCount(5, 8, gibibyte)).toBe(1);
  expect(workerCount(1, null, 64 * gibibyte)).toBe(1);
});
