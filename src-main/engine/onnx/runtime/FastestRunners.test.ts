import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../backends/chooseBackend.ts';
import { Ensemble } from '../../ensemble/Ensemble.ts';
import type { MemberRunner } from '../../ensemble/MemberRunner.ts';
import { tfjsRunners } from '../../ensemble/MemberRunners.ts';
import { writeModelFolder } from '../../ensemble/modelFolder.ts';
import { predictImages } from '../../predict/predictImages.ts';
import { randomModel } from '../../testing/randomModel.ts';
import { quietContext, temporaryFolder, tinyImages } from '../../testing/tinyData.ts';
import { whyNoOnnxRuntime } from '../../testing/whyNoOnnxRuntime.ts';
import { EnsembleSession } from './EnsembleSession.ts';
import { FastestRunners } from './FastestRunners.ts';
import { differenceBetween } from './probeOnnxRuntime.ts';

let folder: string;
beforeAll(async () => {
  // Against one thread of WebAssembly ONNX Runtime wins on every machine.
  await chooseBackend('wasm');
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fixed = (probability: number): MemberRunner => ({
  run: async ({ values }) => ({ probabilities: values.map(() => probability), lossMap: null }),
  dispose: async () => undefined,
});

test('the difference of two runners is the largest of their values, infinite for what is no number or no map', async () => {
  expect(await differenceBetween(fixed(0.25), fixed(0.75), { sizeMultiple: 4, channels: 1 })).toBe(0.5);
  expect(await differenceBetween(fixed(0.25), fixed(NaN), { sizeMultiple: 4, channels: 1 })).toBe(Infinity);
  const withMap: MemberRunner = { ...fixed(0.25), run: async ({ values }) => ({ probabilities: values.map(() => 0.25), lossMap: new Float32Array(1) }) };
  expect(await differenceBetween(fixed(0.25), withMap, { sizeMultiple: 4, channels: 1 })).toBe(Infinity);
});

describe.skipIf(whyNoOnnxRuntime !== null)(`ONNX Runtime in place of TensorFlow.js (${whyNoOnnxRuntime ?? 'it is here'})`, () => {
  test('is measured once the first model is wanted, by several at once in one go, and chosen where it is faster', async () => {
    let told = 0;
    const runners = new FastestRunners(1, () => told++);
    expect(runners.description).toMatchObject({ code: 'predictsUnmeasured' });
    const members = await Promise.all([runners.of(randomModel(1)), runners.of(randomModel(2))]);
    expect(runners.description).toMatchObject({ code: 'predictsByOnnx', values: { provider: 'cpu', threads: 1 } });
    expect(told).toBe(1);
    for (const member of members.flat()) await member.dispose();
  });

  test('gives each member its own outcome, also when windows of two images take turns', async () => {
    const model = randomModel(3);
    const session = await EnsembleSession.open(model, 1);
    const theirs = session.runners(() => session.close());
    const ours = await tfjsRunners.of(model);
    const images = [1, 2].map((factor) => Float32Array.from({ length: 20 * 28 }, (_none, at) => factor * Math.sin(at * 0.3)));
    for (const [index, runner] of theirs.entries()) {
      for (const image of images) {
        const [got, wanted] = [await runner.run({ values: image, height: 20, width: 28 }), await ours[index]!.run({ values: image, height: 20, width: 28 })];
        for (const [at, value] of wanted.probabilities.entries()) expect(got.probabilities[at]).toBeCloseTo(value, 4);
        for (const [at, value] of wanted.lossMap!.entries()) expect(got.lossMap![at]).toBeCloseTo(value, 4);
      }
    }
    for (const runner of [...theirs, ...ours]) await runner.dispose();
  });

  test('leaves stochastic passes to TensorFlow.js, and a model with dropout but none to whoever is faster', async () => {
    const config = { inputChannels: 1, classes: 3, width: 4, depth: 2, dropout: 0.5 };
    const passing = randomModel(2, { config, passes: { count: 3, seed: 4 } });
    const runners = new FastestRunners(1);
    const values = Float32Array.from({ length: 20 * 28 }, (_none, at) => Math.sin(at * 0.3));
    const [got, wanted] = [await runners.of(passing), await tfjsRunners.of(passing)];
    expect(got).toHaveLength(6);
    for (const [index, runner] of got.entries()) expect(await runner.run({ values, height: 20, width: 28 })).toEqual(await wanted[index]!.run({ values, height: 20, width: 28 }));
    const plain = randomModel(2, { config });
    const [byOnnx, byTensorflow] = [await runners.of(plain), await tfjsRunners.of(plain)];
    expect(byOnnx).toHaveLength(2);
    for (const [index, runner] of byOnnx.entries()) expect(await differenceBetween(runner, byTensorflow[index]!, { sizeMultiple: 4, channels: 1 })).toBeLessThan(1e-4);
    for (const runner of [...got, ...wanted, ...byOnnx, ...byTensorflow]) await runner.dispose();
  });

  test('writes the same maps, to the step of a byte', async () => {
    const { file, members } = randomModel(2);
    const modelFolder = join(folder, 'model');
    await writeModelFolder(modelFolder, { file, members: members.map((values, seed) => ({ seed, values })) });
    const images = (await tinyImages(folder, 2, 50)).slice(1);
    const maps = async (name: string, runners = tfjsRunners): Promise<Uint8Array> => {
      const [outcome] = await predictImages({ images, modelFolder, outputFolder: join(folder, name) }, quietContext(), () => undefined, runners);
      return readFile(outcome!.path);
    };
    const runners = new FastestRunners(1);
    const [got, wanted] = [await maps('onnx', runners), await maps('tfjs')];
    expect(got).toHaveLength(wanted.length);
    let apart = 0;
    for (const [at, value] of wanted.entries()) if (Math.abs(got[at]! - value) > 1) apart++;
    // A most probable class may tip over where two are as good as equal.
    expect(apart).toBeLessThan(wanted.length / 1000);
  });

  test('keeps models apart that differ in their temperatures alone, one for all or one for each class', async () => {
    const runners = new FastestRunners(1);
    const image = new Float32Array(16 * 16).fill(0.5);
    const said: Float32Array[] = [];
    for (const temperature of [[0.5, 1, 3], [3, 1, 0.5], 1]) {
      const model = randomModel(1, { temperature });
      const [[ours], [theirs]] = [await tfjsRunners.of(model), await runners.of(model)];
      const [wanted, got] = [await ours!.run({ values: image, height: 16, width: 16 }), await theirs!.run({ values: image, height: 16, width: 16 })];
      for (const [at, value] of wanted.probabilities.entries()) expect(got.probabilities[at]).toBeCloseTo(value, 4);
      said.push(got.probabilities);
      for (const runner of [ours!, theirs!]) await runner.dispose();
    }
    expect(said[0]).not.toEqual(said[1]);
  });

  test('serves several users of one model, one member alone and another model beside', async () => {
    const runners = new FastestRunners(1);
    const [first, second] = ['first', 'second'].map((name) => join(folder, name));
    for (const [index, path] of [first!, second!].entries()) {
      const { file, members } = randomModel(2, { temperature: 1 + index });
      await writeModelFolder(path, { file, members: members.map((values, seed) => ({ seed, values })) });
    }
    const image = new Float32Array(16 * 16).fill(0.5);
    const ensembles = await Promise.all([Ensemble.load(first!, null, runners), Ensemble.load(first!, null, runners), Ensemble.load(first!, 1, runners)]);
    const whole = await ensembles[0].members[1]!.run({ values: image, height: 16, width: 16 });
    await ensembles[0].dispose();
    const other = await Ensemble.load(second!, null, runners);
    await other.dispose();
    expect((await ensembles[1].members[1]!.run({ values: image, height: 16, width: 16 })).probabilities).toEqual(whole.probabilities);
    const alone = await ensembles[2].members[0]!.run({ values: image, height: 16, width: 16 });
    for (const [at, value] of whole.probabilities.entries()) expect(alone.probabilities[at]).toBeCloseTo(value, 5);
    await ensembles[1].dispose();
    await ensembles[2].dispose();
  });
});
