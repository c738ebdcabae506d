import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { LabelledEngineImage } from '../engineApi.ts';
import { readModelFolder } from '../ensemble/modelFolder.ts';
import type { StoredModel } from '../ensemble/modelFolder.ts';
import { hueImages } from '../testing/hueImages.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../testing/tinyData.ts';
import { trainEnsemble } from '../train/trainEnsemble.ts';
import { encoderOf } from './encoderStart.ts';
import { readEncoderWeights } from './readEncoderWeights.ts';

const vitFile = join(import.meta.dirname, '../../../models/encoders/vit/testing/vit.safetensors');
const resnetFile = join(import.meta.dirname, 'testing/resnet50.safetensors');
const setr = {
  architecture: 'setrNaive',
  config: { encoder: { name: 'vit', width: 32, depth: 2, heads: 2, patch: 8, grid: 4 }, channels: 8, auxiliaryWeight: 0.4 },
};
const deeplab = {
  architecture: 'deeplab',
  config: { encoder: { name: 'resnet50', width: 0.0625 }, outputStride: 16, channels: 8, rates: [1, 2], auxiliaryWeight: 0 },
};

let folder: string;
let images: LabelledEngineImage[];
let kernels: TrainingKernels;
beforeAll(async () => {
  folder = await temporaryFolder();
  images = await tinyImages(folder, 2);
  ({ kernels } = await chooseBackend());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const request = (name: string, changes: object) =>
  tinyRequest(folder, images, { modelFolder: join(folder, name), checkpointFolder: join(folder, `${name}-checkpoints`), stepsPerMember: 1, learningRate: 1e-6, ...changes });

/** Values of a trained model's tensors by their names. */
function namedValues({ network, members }: StoredModel): Map<string, Float32Array> {
  const [member] = members;
  const named = new Map<string, Float32Array>();
  for (const [group, values] of [[network.trunk, member!.trunk], [network.statistics, member!.statistics]] as const) {
    let offset = 0;
    for (const { name, shape } of group.specs) {
      const size = shape.reduce((product, side) => product * side, 1);
      named.set(name, values.subarray(offset, offset + size));
      offset += size;
    }
  }
  return named;
}

test.each([
  ['a transformer', setr, vitFile],
  ['a convolutional network', deeplab, resnetFile],
])('training %s starts from the published weights of its encoder', async (name, network, encoderWeights) => {
  await trainEnsemble(request(name, { network, encoderWeights }), kernels, quietContext());
  await trainEnsemble(request(`${name}-random`, { network }), kernels, quietContext());
  const model = await readModelFolder(join(folder, name));
  expect(model.file).toMatchObject({ architecture: network.architecture, config: { ...network.config, inputChannels: 1, classes: 2 } });
  const trained = namedValues(model);
  const random = namedValues(await readModelFolder(join(folder, `${name}-random`)));
  const wanted = await readEncoderWeights(encoderWeights, encoderOf(model.network.network));
  expect(wanted.size).toBeGreaterThan(20);
  let different = 0;
  for (const [tensor, values] of wanted) {
    // The weights of a model lie in its folder as float16; batch statistics move by a tenth at each step.
    if (/\.(mean|variance)$/.test(tensor)) continue;
    const got = trained.get(tensor)!;
    for (const [at, value] of values.entries()) expect(Math.abs(got[at]! - value)).toBeLessThan(1e-3 * Math.max(1, Math.abs(value)) + 1e-5);
    if (values.some((value, at) => Math.abs(random.get(tensor)![at]! - value) > 0.01)) different++;
  }
  expect(different).toBeGreaterThan(10);
});

test('an encoder that sees colour keeps its three colours of filters, and is given what it was taught with', async () => {
  const coloured = await hueImages(folder, 2);
  await trainEnsemble(request('coloured', { images: coloured, network: deeplab, encoderWeights: resnetFile }), kernels, quietContext());
  const model = await readModelFolder(join(folder, 'coloured'));
  expect(model.file).toMatchObject({ config: { inputChannels: 3 }, normalisation: { channels: 'colour', scale: 'imagenet', polarity: 'asIs' } });
  const wanted = await readEncoderWeights(resnetFile, encoderOf(model.network.network));
  const name = [...wanted.keys()].find((tensor) => tensor.endsWith('.kernel'))!;
  const got = namedValues(model).get(name)!;
  wanted.get(name)!.forEach((value, at) => expect(Math.abs(got[at]! - value)).toBeLessThan(1e-3));
  // The same file without its word on the weights: colours by the image.
  await trainEnsemble(request('coloured-random', { images: coloured, network: deeplab }), kernels, quietContext());
  expect((await readModelFolder(join(folder, 'coloured-random'))).file.normalisation.scale).toBe('imageMeanAndDeviation');
});

test('a checkpoint of other weights is not gone on from', async () => {
  const stop = new AbortController();
  const cut = quietContext({ signal: stop.signal, report: () => stop.abort() });
  await expect(trainEnsemble(request('cut', { network: setr, stepsPerMember: 3 }), kernels, cut)).rejects.toMatchObject({ code: 'cancelled' });
  let taken = 0;
  const context = quietContext({ report: () => void taken++ });
  await trainEnsemble(request('cut', { network: setr, stepsPerMember: 3, encoderWeights: vitFile }), kernels, context);
  // Three steps and the end: none was taken over.
  expect(taken).toBe(4);
});

test('refuses a network without an encoder, weights beside a parent and a config that does not fit', async () => {
  const train = (changes: object) => trainEnsemble(request('never', changes), kernels, quietContext());
  await expect(train({ encoderWeights: vitFile })).rejects.toThrow(/a network of architecture unet has none whose published weights are known/);
  await expect(train({ network: { ...setr, config: { ...setr.config, channels: 0 } } })).rejects.toThrow(/training: config of setrNaive: channels: got 0, wanted 2 or more/);
  await expect(train({ network: { architecture: 'vnet', config: {} } })).rejects.toThrow(/wanted an architecture of .*setrMla.*, got vnet/);
  await trainEnsemble(request('parent', {}), kernels, quietContext());
  const parentFolder = join(folder, 'parent');
  await expect(train({ parentFolder, network: setr })).rejects.toThrow(/network: a run that goes on from a model keeps that model's network/);
  await expect(train({ parentFolder, encoderWeights: vitFile })).rejects.toThrow(/encoderWeights: a run that goes on/);
});
