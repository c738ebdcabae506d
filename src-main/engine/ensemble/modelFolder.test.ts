import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNetwork } from '../../../models/registry.ts';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { movedDenoiser } from '../testing/movedDenoiser.ts';
import { temporaryFolder } from '../testing/tinyData.ts';
import { memberNetwork } from './MemberNetwork.ts';
import { readModelFolder, writeModelFolder } from './modelFolder.ts';
import type { NewModel } from './modelFolder.ts';

const config = { inputChannels: 1, classes: 2, width: 2, depth: 1 };
const network = memberNetwork(createNetwork('unet', config, 'test'));

function randomGroup(size: number, stream: number): Float32Array {
  const random = new RandomSource({ seed: 1, stream, counter: 0 });
  return Float32Array.from({ length: size }, () => random.normal());
}

const values = {
  trunk: randomGroup(network.trunk.size, 0),
  head: randomGroup(network.head.size, 1),
  // Too small for a half: they must keep their precision.
  statistics: randomGroup(network.statistics.size, 2).map((value) => value * 1e-9),
};

const model: NewModel = {
  file: {
    formatVersion: 1,
    architecture: 'unet',
    config,
    method: 'deepEnsemble',
    head: 'learningLoss',
    classes: ['background', 'cell'],
    normalisation: { channels: 'grey', scale: 'imageMeanAndDeviation', polarity: 'asIs' },
    temperature: 1,
    weightType: 'float16',
    figures: null,
    parent: null,
    data: [],
    training: { stepsPerMember: 1, batchSize: 1, cropSide: 4, learningRate: 0.1, finalLoss: 1, elapsedMs: 1 },
    createdAt: '2026-01-01T00:00:00.000Z',
  },
  members: [{ seed: 1, values }, { seed: 1, values }],
};

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeModelFolder(join(folder, 'model'), model);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A copy of the model with one file changed. */
async function altered(name: string, file: string, change: (bytes: Buffer) => Uint8Array | string): Promise<string> {
  const copy = join(folder, name);
  await cp(join(folder, 'model'), copy, { recursive: true });
  await writeFile(join(copy, file), change(await readFile(join(copy, file))));
  return copy;
}

describe('model folder', () => {
  test('reads what was written: weights as halves, statistics whole', async () => {
    const stored = await readModelFolder(join(folder, 'model'));
    expect(stored.members).toHaveLength(2);
    expect(stored.members[0]!.statistics).toEqual(values.statistics);
    stored.members[0]!.trunk.forEach((value, at) => expect(value).toBe(Math.f16round(values.trunk[at]!)));
    expect(stored.members[0]!.head).toHaveLength(network.head.size);
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test('does not write over a model', async () => {
    await expect(writeModelFolder(join(folder, 'model'), model)).rejects.toMatchObject({ code: 'conflict' });
  });

  test.each([
    ['one bit of the weights', 'member-1.bin', (bytes: Buffer) => bytes.fill(bytes[9]! ^ 1, 9, 10), /member-1\.bin: wanted sha256/],
    ['weights cut short', 'member-0.bin', (bytes: Buffer) => bytes.subarray(0, 100), /member-0\.bin: wanted sha256/],
    ['no JSON', 'model.json', () => '{', /model\.json: no JSON/],
    ['a path for a weights file', 'model.json', (bytes: Buffer) => bytes.toString().replace('member-0.bin', '../member-0.bin'), /model\.json.*weightsFile/s],
    ['another class count', 'model.json', (bytes: Buffer) => bytes.toString().replace('"cell"', '"cell", "wall"'), /model\.json: wanted a network of 3 classes/],
    ['another architecture', 'model.json', (bytes: Buffer) => bytes.toString().replace('"unet"', '"vnet"'), /model\.json: wanted an architecture of .*unet.*, got vnet/],
    ['another size of network', 'model.json', (bytes: Buffer) => bytes.toString().replace('"width": 2', '"width": 3'), /member-0\.bin: wanted \d+ bytes for its network/],
  ])('refuses a model with %s, naming the file', async (what, file, change, message) => {
    const copy = await altered(what, file, change);
    await expect(readModelFolder(copy)).rejects.toMatchObject({ code: 'corrupt', message: expect.stringMatching(message) as string });
  });

  test('keeps how many passes a network with dropout is run with, and refuses them of one without', async () => {
    const passes = { count: 8, seed: 4 };
    const written = join(folder, 'passes');
    await writeModelFolder(written, { ...model, file: { ...model.file, config: { ...config, dropout: 0.5 }, passes } });
    expect((await readModelFolder(written)).file).toMatchObject({ passes, config: { dropout: 0.5 } });
    const without = await altered('alike', 'model.json', (bytes) => bytes.toString().replace('"weightType"', '"passes": { "count": 8, "seed": 4 },\n "weightType"'));
    await expect(readModelFolder(without)).rejects.toMatchObject({ code: 'corrupt', message: expect.stringMatching(/model\.json: wanted a network with dropout for 8/) as string });
  });

  test('keeps a denoiser beside the members, whole and checked; a file that names none has none', async () => {
    const denoiser = movedDenoiser({ channels: 1, width: 3 });
    await writeModelFolder(join(folder, 'denoised'), { ...model, denoiser });
    const stored = await readModelFolder(join(folder, 'denoised'));
    expect(stored.denoiser!.config).toEqual({ channels: 1, width: 3 });
    expect([...stored.denoiser!.values]).toEqual([...denoiser.values]);
    expect((await readModelFolder(join(folder, 'model'))).denoiser).toBeUndefined();
    const other = join(folder, 'otherWidth');
    await cp(join(folder, 'denoised'), other, { recursive: true });
    const text = await readFile(join(other, 'model.json'), 'utf8');
    await writeFile(join(other, 'model.json'), text.replace('"denoiser": {\n    "width": 3', '"denoiser": {\n    "width": 4'));
    await expect(readModelFolder(other)).rejects.toMatchObject({ code: 'corrupt', message: expect.stringMatching(/denoiser\.bin/) as string });
    await writeFile(join(other, 'denoiser.bin'), 'changed');
    await expect(readModelFolder(other)).rejects.toMatchObject({ code: 'corrupt', message: expect.stringMatching(/denoiser\.bin: wanted sha256/) as string });
  });

  test('keeps one temperature or one for each class, and refuses another number of them', async () => {
    const temperature = [0.8, 2.5];
    const halves = [[0.7, 2], [0.9, 3]].map((of, half) => ({ imageIds: [`image ${half}`], temperature: of }));
    const figures = { nll: 0.1, ece: 0.05, bins: [] };
    const calibration = { temperature, images: 2, pixels: 100, measuredOn: 'otherImages', halves, nllOfKinds: { single: 0.2, perClass: 0.1 }, before: figures, after: figures, labelsKey: 'key', at: '2026-01-01T00:00:00.000Z' } as const;
    const written = join(folder, 'byClass');
    await writeModelFolder(written, { ...model, file: { ...model.file, temperature, temperatureChoice: 'perClass', calibration } });
    expect((await readModelFolder(written)).file).toMatchObject({ temperature, temperatureChoice: 'perClass', calibration });
    const { file } = await readModelFolder(join(folder, 'model'));
    expect([file.temperature, file.temperatureChoice]).toEqual([1, undefined]);
    for (const [name, from, to] of [['three', '"temperature": 1,', '"temperature": [1, 2, 3],'], ['empty', '"temperature": 1,', '"temperature": [],'], ['cold', '"temperature": 1,', '"temperature": [1, 0],']] as const) {
      const copy = await altered(name, 'model.json', (bytes) => bytes.toString().replace(from, to));
      await expect(readModelFolder(copy)).rejects.toMatchObject({ code: 'corrupt', message: expect.stringMatching(name === 'three' ? /a temperature for each of its 2 classes, got 3/ : /model\.json.*temperature/s) as string });
    }
    const half = join(folder, 'half');
    await cp(written, half, { recursive: true });
    await writeFile(join(half, 'model.json'), JSON.stringify({ ...(JSON.parse(await readFile(join(written, 'model.json'), 'utf8')) as object), calibration: { ...calibration, halves: [halves[0], { ...halves[1], temperature: [1, 2, 3] }] } }));
    await expect(readModelFolder(half)).rejects.toMatchObject({ code: 'corrupt', message: expect.stringMatching(/a temperature for each of its 2 classes, got 3/) as string });
  });

  test('says when a file is missing', async () => {
    await expect(readModelFolder(join(folder, 'none'))).rejects.toMatchObject({ code: 'notFound' });
  });
});
