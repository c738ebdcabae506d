import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planeCount, planeIndex } from '../../core/predictions/predictionFile.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { LabelledEngineImage } from '../engineApi.ts';
import { Ensemble } from '../ensemble/Ensemble.ts';
import type { MemberWindow } from '../ensemble/MemberRunner.ts';
import { readModelFolder, writeModelFolder } from '../ensemble/modelFolder.ts';
import { greyInput } from '../input/normalisation.ts';
import { PredictableImage } from '../predict/PredictableImage.ts';
import { blendedWindows } from '../predict/blendedWindows.ts';
import { predictCore } from '../predict/predictCore.ts';
import { predictWindows } from '../predict/predictWindows.ts';
import { writePrediction } from '../predict/writePrediction.ts';
import { randomModel } from '../testing/randomModel.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../testing/tinyData.ts';
import { loadTrainingData } from './trainingData.ts';
import { trainEnsemble } from './trainEnsemble.ts';

const signal = new AbortController().signal;
const network = { architecture: 'unet', config: { width: 4, depth: 2, instances: true } };

let folder: string;
let images: LabelledEngineImage[];
let kernels: TrainingKernels;
let modelFolder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  images = await tinyImages(folder, 3);
  ({ kernels } = await chooseBackend());
  modelFolder = join(folder, 'instances');
  await trainEnsemble(tinyRequest(folder, images, { network, stepsPerMember: 150, memberCount: 2, modelFolder, checkpointFolder: join(folder, 'first') }), kernels, quietContext());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Mean over the members. */
async function distancesOf(image: LabelledEngineImage): Promise<Float32Array> {
  const ensemble = await Ensemble.load(modelFolder);
  const source = await PredictableImage.open(image, ensemble.file.normalisation);
  const distances = new Float32Array(image.width * image.height);
  try {
    await predictWindows(ensemble, source, {
      width: image.width,
      height: image.height,
      signal,
      visit: async ({ window: { core }, distances: own }) => {
        for (let row = 0; row < core.height; row++) {
          distances.set(own!.subarray(row * core.width, (row + 1) * core.width), (core.y + row) * image.width + core.x);
        }
      },
    });
    return distances;
  } finally {
    await source.close();
    await ensemble.dispose();
  }
}

describe('a model with a distance head', () => {
  test('says so in its file, and is the same when read again', async () => {
    const { file, network: read } = await readModelFolder(modelFolder);
    expect(file.head).toEqual(['learningLoss', 'objectDistance']);
    expect(file.config).toMatchObject({ instances: true });
    expect(read.trunk.specs.at(-1)!.name).toBe('objectDistance.distance.bias');
  });

  test('learns how far inside an object each pixel lies', async () => {
    const data = await loadTrainingData(images, { classCount: 2, input: greyInput, signal, withDistances: true });
    for (const [index, image] of images.entries()) {
      const got = await distancesOf(image);
      const wanted = data.images[index]!.distances!;
      let error = 0;
      let always = 0;
      const mean = wanted.reduce((sum, byte) => sum + byte / 255, 0) / wanted.length;
      got.forEach((value, at) => {
        error += Math.abs(value - wanted[at]! / 255);
        always += Math.abs(mean - wanted[at]! / 255);
      });
      expect(error).toBeLessThan(always / 2);
    }
  });

  test('is continued with its head, held to its own word where nobody has labelled', async () => {
    const partly = images.map((image) => ({ ...image, labels: image.labels.map((label, at) => (at % 3 === 0 ? 255 : label)) }));
    const continued = join(folder, 'continued');
    await trainEnsemble(tinyRequest(folder, partly, { parentFolder: modelFolder, stepsPerMember: 4, modelFolder: continued, checkpointFolder: join(folder, 'second') }), kernels, quietContext());
    expect((await readModelFolder(continued)).file.head).toEqual(['learningLoss', 'objectDistance']);
  });

  test('ends its prediction file with a plane of distances', async () => {
    const ensemble = await Ensemble.load(modelFolder);
    try {
      const image = images[0]!;
      const outcome = await writePrediction(ensemble, image, { outputFolder: folder, signal });
      expect(outcome.hasDistances).toBe(true);
      const bytes = await readFile(outcome.path);
      const pixels = image.width * image.height;
      expect(bytes.length).toBe(planeCount(outcome) * pixels);
      const plane = bytes.subarray(planeIndex('objectDistance', outcome)! * pixels);
      const wanted = await distancesOf(image);
      wanted.forEach((value, at) => expect(Math.abs(plane[at]! - 255 * Math.min(1, Math.max(0, value)))).toBeLessThan(0.6));
    } finally {
      await ensemble.dispose();
    }
  });

  test('is refused when its file names other heads than its network has', async () => {
    const { file, members } = await readModelFolder(modelFolder);
    const strange = join(folder, 'strange');
    await writeModelFolder(strange, { file: { ...file, head: 'learningLoss' }, members: members.map((values) => ({ seed: 1, values })) });
    await expect(readModelFolder(strange)).rejects.toMatchObject({ code: 'corrupt', said: { code: 'modelHeadsDiffer' } });
  });

  test('blends the distances of overlapping windows with shares that sum to one', async () => {
    const members = [0.25, 0.75].map((value) => ({
      run: async ({ values }: MemberWindow) => ({ probabilities: new Float32Array(2 * values.length).fill(0.5), lossMap: null, distances: new Float32Array(values.length).fill(value) }),
      dispose: async () => undefined,
    }));
    const { file } = await readModelFolder(modelFolder);
    const ensemble = { file, members, concurrency: 1, hasDistances: true, windows: { sizeMultiple: 4, contextRadius: Infinity, trainedSide: 16 } };
    let seen = 0;
    for (const step of blendedWindows(ensemble, { width: 37, height: 21, longestSide: 16, heldFloats: 1e6 })) {
      for await (const { distances } of step.outcomes(new Float32Array(16 * 16))) {
        for (const value of distances!) expect(value).toBeCloseTo(0.5, 5);
        seen += distances!.length;
      }
    }
    expect(seen).toBe(37 * 21);
    const whole = { x: 0, y: 0, width: 16, height: 16 };
    const { distances } = await predictCore(ensemble, new Float32Array(256), { core: whole, input: whole, margins: { top: 0, left: 0, bottom: 0, right: 0 } });
    expect(distances!.every((value) => value === 0.5)).toBe(true);
  });
});

test('objects that touch are taught a border between them, in the images and never across a crop', async () => {
  const [image] = images;
  const labels = new Uint8Array(40 * 40).fill(1);
  const objects = Uint32Array.from({ length: 40 * 40 }, (_none, at) => (at % 40 < 20 ? 3 : 9));
  const { images: [taught] } = await loadTrainingData([{ ...image!, labels, objects }], { classCount: 2, input: greyInput, signal, withDistances: true });
  const row = taught!.distances!.subarray(0, 40);
  expect([row[0], row[19], row[20], row[39]]).toEqual([255, 13, 13, 255]);
  expect((await loadTrainingData(images, { classCount: 2, input: greyInput, signal })).images[0]!.distances).toBeUndefined();
});

test('a model of before is read as it was', () => {
  expect(randomModel(1).file.head).toBe('learningLoss');
  expect(randomModel(1).network.network.config).not.toHaveProperty('instances');
});
