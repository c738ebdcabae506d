import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import type { LabelledEngineImage } from '../engineApi.ts';
import { Ensemble } from '../ensemble/Ensemble.ts';
import { readModelFolder } from '../ensemble/modelFolder.ts';
import { PredictableImage } from '../predict/PredictableImage.ts';
import { predictWindows } from '../predict/predictWindows.ts';
import { quietContext, temporaryFolder, tinyImages, tinyRequest } from '../testing/tinyData.ts';
import { trainEnsemble } from './trainEnsemble.ts';

let folder: string;
let images: LabelledEngineImage[];
let kernels: TrainingKernels;

beforeAll(async () => {
  folder = await temporaryFolder();
  ({ kernels } = await chooseBackend());
  const random = new RandomSource({ seed: 2, stream: 0, counter: 0 });
  // Discs are labelled by the toss of a coin: nobody can know what they are.
  images = (await tinyImages(folder, 3)).map((image) => ({ ...image, labels: image.labels.map((label) => (label === 1 && random.chance(0.5) ? 0 : label)) }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a network with noisy logits learns, the same twice, to doubt where labels contradict each other', async () => {
  const network = { architecture: 'unet', config: { width: 4, depth: 2, heteroscedastic: true } };
  const request = (name: string) => tinyRequest(folder, images, { network, stepsPerMember: 60, modelFolder: join(folder, name), checkpointFolder: join(folder, `${name}-checkpoints`) });
  await trainEnsemble(request('first'), kernels, quietContext());
  await trainEnsemble(request('second'), kernels, quietContext());
  const [first, second] = [await readModelFolder(join(folder, 'first')), await readModelFolder(join(folder, 'second'))];
  expect(first.members).toEqual(second.members);
  expect(first.file.config).toMatchObject({ heteroscedastic: true });

  const ensemble = await Ensemble.load(join(folder, 'first'));
  const image = images[0]!;
  const source = await PredictableImage.open(image, ensemble.file.normalisation);
  const doubt = new Float32Array(image.width * image.height);
  await predictWindows(ensemble, source, {
    width: image.width,
    height: image.height,
    signal: new AbortController().signal,
    visit: async ({ window: { core }, expectedEntropy }) => {
      for (let row = 0; row < core.height; row++) doubt.set(expectedEntropy.subarray(row * core.width, (row + 1) * core.width), (core.y + row) * image.width + core.x);
    },
  });
  await source.close();
  await ensemble.dispose();
  const mean = (wanted: number): number => {
    const chosen = [...doubt].filter((_value, at) => image.labels[at] === wanted);
    return chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
  };
  expect(mean(1)).toBeGreaterThan(mean(0) + 0.1);
});
