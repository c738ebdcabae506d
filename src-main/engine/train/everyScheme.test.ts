import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { LabelledEngineImage, TrainRequest } from '../engineApi.ts';
import { Ensemble } from '../ensemble/Ensemble.ts';
import { readModelFolder } from '../ensemble/modelFolder.ts';
import { tf } from '../tensorflow.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../testing/tinyData.ts';
import { describeUncertaintyMethods } from '../weights/describeUncertaintyMethods.ts';
import { schemeNames } from '../weights/schemes.ts';
import { trainEnsemble } from './trainEnsemble.ts';

let folder: string;
let images: LabelledEngineImage[];
let kernels: TrainingKernels;

beforeAll(async () => {
  folder = await temporaryFolder();
  images = await tinyImages(folder, 2);
  ({ kernels } = await chooseBackend());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const named = (name: string, changes: Partial<TrainRequest>) =>
  tinyRequest(folder, images, { modelFolder: join(folder, name), checkpointFolder: join(folder, `${name}-checkpoints`), width: 2, batchSize: 4, cropSide: 16, stepsPerMember: 6, ...changes });
const train = (request: TrainRequest) => trainEnsemble(request, kernels, quietContext());
const methods = schemeNames().filter((method) => method !== 'deepEnsemble');

/** What each member of a model says of one window, [pixels x classes]. */
async function wordsOf(name: string): Promise<Float32Array[]> {
  const ensemble = await Ensemble.load(join(folder, name));
  const window = { values: Float32Array.from({ length: 32 * 32 }, (_none, at) => Math.sin(at * 0.3)), height: 32, width: 32 };
  const said: Float32Array[] = [];
  for (const member of ensemble.members) said.push((await member.run(window)).probabilities);
  await ensemble.dispose();
  return said;
}

describe('every method', () => {
  test.each(methods)('%s trains a U-Net, and its members are networks that disagree', async (method) => {
    const before = tf.memory().numTensors;
    await train(named(method, { uncertainty: { method, settings: {}, members: 3 } }));
    const { file, members } = await readModelFolder(join(folder, method));
    expect(file.method).toMatchObject({ name: method, members: 3 });
    expect(file.distributions).toHaveLength(1);
    const said = await wordsOf(method);
    expect(said).toHaveLength(members.length);
    expect(said.length).toBeGreaterThan(1);
    expect(said.every((probabilities) => probabilities.every((value) => value >= 0 && value <= 1))).toBe(true);
    expect(new Set(said.map((probabilities) => probabilities.join())).size).toBe(said.length);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a package learns from batches with fewer images than it has networks', async () => {
    await train(named('many', { uncertainty: { method: 'packedEnsemble', settings: { members: 6 }, members: 1 }, stepsPerMember: 2 }));
    expect((await readModelFolder(join(folder, 'many'))).members).toHaveLength(6);
  });

  test('is described with its usual settings, which its own schema takes', () => {
    const described = describeUncertaintyMethods();
    expect(described.map(({ method }) => method)).toEqual(schemeNames());
    expect(described[0]).toEqual({ method: 'deepEnsemble', settings: {}, fields: [], drawsMembers: false });
    for (const { settings, fields } of described) expect(fields.map(({ name }) => name).sort()).toEqual(Object.keys(settings).sort());
  });
});

describe('a model by a method', () => {
  const swag = { method: 'swag', settings: {}, members: 3 };

  test('is trained on from what its training ended with, and by another method from its first member', async () => {
    await train(named('parent', { uncertainty: swag, memberCount: 2 }));
    const parentFolder = join(folder, 'parent');
    const parent = await readModelFolder(parentFolder);
    expect(parent.members).toHaveLength(6);
    // So small a rate moves nothing that a half can tell.
    const still = { parentFolder, learningRate: 1e-12, memberCount: 1 };
    await train(named('on', still));
    const child = await readModelFolder(join(folder, 'on'));
    expect(child.file.method).toEqual(parent.file.method);
    const distribution = await readFile(join(parentFolder, 'distribution-0.bin'));
    const continued = await readFile(join(folder, 'on', 'distribution-0.bin'));
    const floats = (bytes: Buffer) => new Float32Array(new Uint8Array(bytes).buffer);
    floats(continued).forEach((value, at) => expect(value).toBeCloseTo(floats(distribution)[at]!, 5));

    await train(named('plain', { ...still, uncertainty: { method: 'deepEnsemble', settings: {}, members: 1 } }));
    const plain = await readModelFolder(join(folder, 'plain'));
    expect([plain.file.method, plain.file.distributions]).toEqual(['deepEnsemble', undefined]);
    plain.members[0]!.trunk.forEach((value, at) => expect(value).toBeCloseTo(parent.members[0]!.trunk[at]!, 3));
  });

  test('whose distribution is not the one that its file means is refused', async () => {
    await train(named('whole', { uncertainty: swag }));
    const path = join(folder, 'whole', 'distribution-0.bin');
    const bytes = await readFile(path);
    bytes[0]! ^= 1;
    await writeFile(path, bytes);
    await expect(train(named('never', { parentFolder: join(folder, 'whole') }))).rejects.toMatchObject({ code: 'corrupt', message: expect.stringContaining('distribution-0.bin') as string });
  });
});

describe('what cannot be is refused before anything is trained', () => {
  test.each([
    [{ uncertainty: { method: 'oracle', settings: {}, members: 3 } }, /training, uncertainty: wanted an uncertainty method of deepEnsemble, .*swag.*, got oracle/],
    [{ uncertainty: { method: 'swag', settings: { rank: 1 }, members: 3 } }, /training, uncertainty: settings of swag: rank: got 1, wanted 2 or more/],
    [{ uncertainty: { method: 'swag', settings: { depth: 1 }, members: 3 } }, /settings of swag: .*no field depth/],
    [{ uncertainty: { method: 'deepEnsemble', settings: { rank: 3 }, members: 1 } }, /settings of deepEnsemble: .*no field rank/],
    [{ uncertainty: { method: 'swag', settings: {}, members: 65 } }, /uncertainty\.members: wanted a whole number from 1 to 64, got 65/],
    [{ uncertainty: { method: 'swag', settings: {}, members: 40 }, memberCount: 2 }, /memberCount: wanted at most 64 networks in all, of which each training gives 40, got 2/],
    [{ uncertainty: { method: 'batchEnsemble', settings: { members: 6 }, members: 1 } }, /batchSize: wanted at least 6, an image for each network of a step, got 4/],
  ] as [Partial<TrainRequest>, RegExp][])('%j', async (changes, message) => {
    const asked: TrainRequest = named('refused', changes);
    await expect(trainEnsemble(asked, kernels, quietContext())).rejects.toMatchObject({ code: 'invalidInput', message: expect.stringMatching(message) as string });
  });
});
