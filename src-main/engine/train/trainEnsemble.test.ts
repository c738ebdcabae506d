import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallConfigs } from '../../../models/testing/smallConfigs.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import { readRecipe } from '../../core/training/readRecipe.ts';
import type { RecipeChanges, TrainingRecipe } from '../../core/training/TrainingRecipe.ts';
import type { LabelledEngineImage, TrainingEvent, WatchedImage } from '../engineApi.ts';
import { readModelFolder } from '../ensemble/modelFolder.ts';
import { tf } from '../tensorflow.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../testing/tinyData.ts';
import { stepsPerCheckpoint } from './defaults.ts';
import { trainEnsemble } from './trainEnsemble.ts';

let folder: string;
let images: LabelledEngineImage[];
let kernels: TrainingKernels;

beforeAll(async () => {
  folder = await temporaryFolder();
  images = await tinyImages(folder, 3);
  ({ kernels } = await chooseBackend());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A request whose folders carry a name of their own. */
const named = (name: string, changes = {}) =>
  tinyRequest(folder, images, { modelFolder: join(folder, name), checkpointFolder: join(folder, `${name}-checkpoints`), ...changes });

const weightsOf = async (name: string) => (await readModelFolder(join(folder, name))).file.members.map(({ sha256 }) => sha256);

/** The part of a label map inside a box. */
function cut(labels: Uint8Array, stride: number, box: { x: number; y: number; width: number; height: number }): Uint8Array {
  return Uint8Array.from({ length: box.width * box.height }, (_none, at) => labels[(box.y + Math.floor(at / box.width)) * stride + box.x + (at % box.width)]!);
}

const steps = stepsPerCheckpoint + 12;

describe('trainEnsemble', () => {
  test('equal seeds give equal weights, other seeds and members others', async () => {
    await trainEnsemble(named('a', { memberCount: 2 }), kernels, quietContext());
    await trainEnsemble(named('b', { memberCount: 2 }), kernels, quietContext());
    await trainEnsemble(named('c', { seed: 6 }), kernels, quietContext());
    const [first, second] = await weightsOf('a');
    expect(await weightsOf('b')).toEqual([first, second]);
    expect(first).not.toBe(second);
    expect(await weightsOf('c')).not.toContain(first);
    expect(await readdir(join(folder, 'a-checkpoints'))).toEqual([]);
  });

  test('tells its losses and sample predictions, which change nothing in it', async () => {
    const events: TrainingEvent[] = [];
    const { labels, ...image } = images[0]!;
    const watched = [{ ...image, role: 'heldBack' as const, box: { x: 4, y: 2, width: 30, height: 25 }, labels: cut(labels, image.width, { x: 4, y: 2, width: 30, height: 25 }) }];
    await trainEnsemble(named('told', { memberCount: 2, watched }), kernels, quietContext(), (event) => events.push(event));
    await trainEnsemble(named('untold', { memberCount: 2 }), kernels, quietContext());
    expect(await weightsOf('told')).toEqual(await weightsOf('untold'));
    const points = events.flatMap((event) => (event.type === 'point' ? [event.point] : []));
    expect(points.map(({ step }) => step)).toEqual(Array.from({ length: 16 }, (_none, at) => at + 1));
    expect(points.map(({ member }) => member)).toEqual([...Array<number>(8).fill(0), ...Array<number>(8).fill(1)]);
    for (const place of [0, 7, 8, 15]) expect(points[place]!.heldBack!.dice).toBeGreaterThanOrEqual(0);
    expect(points.every(({ loss, learningRate }) => loss > 0 && learningRate > 0)).toBe(true);
    expect(points.every(({ elapsedMs }, at) => at === 0 || elapsedMs >= points[at - 1]!.elapsedMs)).toBe(true);
    const samples = events.flatMap((event) => (event.type === 'sample' ? [event] : []));
    expect(samples.length).toBeGreaterThanOrEqual(3);
    for (const { sample, prediction } of samples) expect([sample.imageId, prediction.length]).toEqual([image.imageId, 750]);
  });

  test('with dropout, equal seeds give equal weights still, and the model says how it is run', async () => {
    const dropout = { dropout: 0.5, passes: 3 };
    await trainEnsemble(named('dropped', { memberCount: 2, ...dropout }), kernels, quietContext());
    await trainEnsemble(named('dropped-again', { memberCount: 2, ...dropout }), kernels, quietContext());
    await trainEnsemble(named('not-dropped', { memberCount: 2 }), kernels, quietContext());
    const weights = await weightsOf('dropped');
    expect(await weightsOf('dropped-again')).toEqual(weights);
    expect(await weightsOf('not-dropped')).not.toContain(weights[0]);
    const { file } = await readModelFolder(join(folder, 'dropped'));
    expect([file.config['dropout'], file.passes]).toEqual([0.5, { count: 3, seed: 5 }]);
    expect('dropout' in (await readModelFolder(join(folder, 'not-dropped'))).file.config).toBe(false);
    // Of any network, whoever says it: its config or the request.
    const network = { architecture: 'fcn', config: { ...smallConfigs['fcn']!, dropout: 0.2 } };
    for (const [name, said] of [['fcn', {}], ['fcn-asked', { dropout: 0.5 }]] as const) {
      await trainEnsemble(named(name, { network, cropSide: 32, passes: 3, ...said }), kernels, quietContext());
    }
    const ofAny = await Promise.all(['fcn', 'fcn-asked'].map(async (name) => (await readModelFolder(join(folder, name))).file));
    expect(ofAny.map(({ architecture, config, passes }) => [architecture, config['dropout'], passes?.count])).toEqual([['fcn', 0.2, 3], ['fcn', 0.5, 3]]);
    // A child keeps both unless it is told otherwise.
    await trainEnsemble(named('dropped-child', { parentFolder: join(folder, 'dropped'), seed: 9 }), kernels, quietContext());
    const { file: child } = await readModelFolder(join(folder, 'dropped-child'));
    expect([child.config['dropout'], child.passes]).toEqual([0.5, { count: 3, seed: 5 }]);
  });

  test('refuses passes that would all be the same, too many, and a rate out of range', async () => {
    const train = (changes: object) => trainEnsemble(named('never', changes), kernels, quietContext());
    await expect(train({ passes: 4 })).rejects.toMatchObject({ code: 'invalidInput', message: expect.stringMatching(/passes: wanted none for a network without dropout/) as string });
    await expect(train({ passes: 65, dropout: 0.5 })).rejects.toThrow(/passes: wanted a whole number from 1 to 64, got 65/);
    await expect(train({ dropout: 0.95 })).rejects.toMatchObject({ code: 'invalidInput', message: expect.stringMatching(/dropout/) as string });
  });

  test.each([
    ['cancelled between two checkpoints', (stop: AbortController) => stop.abort(), 'cancelled', {}],
    ['killed after a checkpoint', () => { throw new Error('killed'); }, 'killed', {}],
    ['with dropout, killed after a checkpoint,', () => { throw new Error('killed'); }, 'killed', { dropout: 0.4 }],
  ])('a run %s goes on to the same weights, bit for bit', async (name, interrupt, refusal, changes) => {
    await trainEnsemble(named(`${name}-whole`, { stepsPerMember: steps, ...changes }), kernels, quietContext());
    const stop = new AbortController();
    const cut = quietContext({
      signal: stop.signal,
      report: ({ fraction }) => {
        if (fraction >= (stepsPerCheckpoint + 6) / steps) interrupt(stop);
      },
    });
    const request = named(`${name}-cut`, { stepsPerMember: steps, ...changes });
    const before = tf.memory().numTensors;
    await expect(trainEnsemble(request, kernels, cut)).rejects.toThrow(refusal);
    expect(tf.memory().numTensors).toBe(before);
    let taken = 0;
    await trainEnsemble(request, kernels, quietContext({ report: () => void taken++ }));
    expect(taken).toBeLessThan(steps / 2);
    expect(await weightsOf(`${name}-cut`)).toEqual(await weightsOf(`${name}-whole`));
  });

  test('a damaged checkpoint, or one of another request, is not used', async () => {
    await trainEnsemble(named('clean'), kernels, quietContext());
    const stop = new AbortController();
    const request = named('damaged');
    await expect(trainEnsemble(request, kernels, quietContext({ signal: stop.signal, report: () => stop.abort() }))).rejects.toMatchObject({ code: 'cancelled' });
    const path = join(request.checkpointFolder, 'member-0.checkpoint');
    const bytes = await readFile(path);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(path, bytes);
    await trainEnsemble(request, kernels, quietContext());
    expect(await weightsOf('damaged')).toEqual(await weightsOf('clean'));
  });

  test('a loss that is no number sends it back to the checkpoint; one that stays so ends it', async () => {
    const failing = (fails: (call: number) => boolean): TrainingKernels => {
      let calls = 0;
      return {
        ...kernels,
        batchNormTraining: (x, scale, offset, epsilon) =>
          kernels.batchNormTraining(fails(calls++) ? x.mul<tf.Tensor4D>(NaN) : x, scale, offset, epsilon),
      };
    };
    const before = tf.memory().numTensors;
    const once = failing((call) => call === 30);
    await expect(trainEnsemble(named('once'), once, quietContext())).resolves.toBeDefined();
    await expect(trainEnsemble(named('always'), failing(() => true), quietContext())).rejects.toMatchObject({
      code: 'engineFailed',
      message: expect.stringMatching(/network 1: the loss at step 1 is no number/) as string,
    });
    await expect(readdir(join(folder, 'always'))).rejects.toThrow('ENOENT');
    expect(tf.memory().numTensors).toBe(before);
  });

  test('an error in the middle of a step leaves no tensor behind', async () => {
    const broken: TrainingKernels = { ...kernels, batchNormTraining: () => { throw new Error('device lost'); } };
    const before = tf.memory().numTensors;
    await expect(trainEnsemble(named('broken'), broken, quietContext())).rejects.toThrow('device lost');
    expect(tf.memory().numTensors).toBe(before);
  });

  test('continues from a parent and says whose child it is', async () => {
    await trainEnsemble(named('parent', { stepsPerMember: 60 }), kernels, quietContext());
    const parentFolder = join(folder, 'parent');
    const losses: number[] = [];
    const context = quietContext({ report: ({ loss }) => void (loss !== null && losses.push(loss)) });
    await trainEnsemble(named('child', { parentFolder, memberCount: 2, learningRate: 1e-4 }), kernels, context);
    const { file } = await readModelFolder(join(folder, 'child'));
    expect(file.parent?.modelFileSha256).toBe((await readModelFolder(parentFolder)).modelFileSha256);
    const { finalLoss } = (await readModelFolder(parentFolder)).file.training;
    expect(losses[0]).toBeLessThan(finalLoss * 1.5);

    const request = named('other', { parentFolder, classNames: ['background', 'disc', 'ring'] });
    await expect(trainEnsemble(request, kernels, quietContext())).rejects.toThrow(/classes: wanted 2 as the parent model has \(background, disc\), got 3/);
  });

  describe('with a recipe of its own', () => {
    /** Held back, and measured: the whole of an image. */
    const heldBack = (): WatchedImage[] => [{ ...images[0]!, role: 'heldBack', box: { x: 0, y: 0, width: 40, height: 40 } }];
    const recipe = (changes: RecipeChanges) => readRecipe(changes);
    const all: RecipeChanges = {
      loss: { focal: 0.5, lovasz: 0.5, boundary: 0.01, classWeights: 'medianFrequency' },
      optimizer: { name: 'sgd', largestGradientNorm: 1 },
      schedule: { name: 'polynomial', warmUpShare: 0.2 },
      averaging: { decay: 0.9 },
      augmentation: { elasticShare: 0.5, shear: 10, blurShare: 0.5 },
    };

    test.each([
      ['averaged', { averaging: { decay: 0.9 } }],
      ['with SGD and every term', all],
      ['stopping early', { ...all, stopping: { patience: 50, interval: 7 } }],
    ] as [string, RecipeChanges][])('a killed run goes on to the same weights, bit for bit: %s', async (name, changes) => {
      const request = (folderName: string) => named(folderName, { stepsPerMember: steps, watched: heldBack(), recipe: recipe(changes) });
      await trainEnsemble(request(`${name}-whole`), kernels, quietContext());
      const killed = quietContext({
        report: ({ fraction }) => {
          if (fraction >= (stepsPerCheckpoint + 6) / steps) throw new Error('killed');
        },
      });
      const before = tf.memory().numTensors;
      await expect(trainEnsemble(request(`${name}-cut`), kernels, killed)).rejects.toThrow('killed');
      await trainEnsemble(request(`${name}-cut`), kernels, quietContext());
      expect(tf.memory().numTensors).toBe(before);
      expect(await weightsOf(`${name}-cut`)).toEqual(await weightsOf(`${name}-whole`));
      expect((await readModelFolder(join(folder, `${name}-cut`))).file.training.recipe).toEqual(recipe(changes));
    });

    test('the mean of the weights is saved, not the last ones', async () => {
      await trainEnsemble(named('last'), kernels, quietContext());
      await trainEnsemble(named('mean', { recipe: recipe({ averaging: { decay: 0.5 } }) }), kernels, quietContext());
      expect(await weightsOf('mean')).not.toEqual(await weightsOf('last'));
    });

    test('ends when nothing gets better, and says that it is done', async () => {
      await trainEnsemble(named('before'), kernels, quietContext());
      const reported: number[] = [];
      const context = quietContext({ report: ({ fraction }) => void reported.push(fraction) });
      // Steps this small change no prediction of a network that normalises as its parent: the first measuring stays the best.
      const changes = { parentFolder: join(folder, 'before'), stepsPerMember: 60, learningRate: 1e-12, watched: heldBack() };
      await trainEnsemble(named('stopped', { ...changes, recipe: recipe({ stopping: { patience: 2, interval: 3 } }) }), kernels, context);
      // Measured after 3, 6 and 9 steps; one report more at the end.
      expect(reported).toHaveLength(10);
      expect(reported.at(-1)).toBe(1);
    });

    test('is refused with the setting, what it may be and what it was', async () => {
      const train = (changes: unknown) => trainEnsemble(named('refused', { recipe: changes as TrainingRecipe }), kernels, quietContext());
      await expect(train({ optimizer: { name: 'lion' } })).rejects.toThrow('training, optimizer.name: wanted one of adam, sgd, got lion');
      await expect(train(recipe({ stopping: { patience: 3 } }))).rejects.toThrow('training, stopping.patience: wanted 0, or a held-back image with labels to measure on, got 3');
    });
  });

  test('refuses labels that do not fit and images without any', async () => {
    const [image] = images as [LabelledEngineImage];
    const train = (labels: Uint8Array) => trainEnsemble(named('never', { images: [{ ...image, labels }] }), kernels, quietContext());
    await expect(train(new Uint8Array(7))).rejects.toMatchObject({ code: 'sizeMismatch' });
    await expect(train(new Uint8Array(1600).fill(2))).rejects.toMatchObject({ code: 'classOutOfRange' });
    await expect(train(new Uint8Array(1600).fill(255))).rejects.toMatchObject({ code: 'noLabels' });
  });
});
