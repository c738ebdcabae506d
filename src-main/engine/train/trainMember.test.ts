import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNetwork } from '../../../models/registry.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { readRecipe } from '../../core/training/readRecipe.ts';
import { defaultRecipe } from '../../core/training/TrainingRecipe.ts';
import type { RecipeChanges } from '../../core/training/TrainingRecipe.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import { memberNetwork } from '../ensemble/MemberNetwork.ts';
import type { MemberValues } from '../ensemble/weightsFile.ts';
import { quietContext, temporaryFolder, tinyImages } from '../testing/tinyData.ts';
import { PlainBatches } from './batchSource/PlainBatches.ts';
import { servedArray } from './memberState.ts';
import { greyInput } from '../input/normalisation.ts';
import { plainWeights } from '../weights/plainWeights.ts';
import { loadTrainingData } from './trainingData.ts';
import { trainMember } from './trainMember.ts';

const network = memberNetwork(createNetwork('unet', { inputChannels: 1, classes: 2, width: 2, depth: 2 }, 'test'));
let folder: string;
let batches: PlainBatches;
let kernels: TrainingKernels;

beforeAll(async () => {
  folder = await temporaryFolder();
  const data = await loadTrainingData(await tinyImages(folder, 2), { classCount: 2, input: greyInput, signal: new AbortController().signal });
  batches = new PlainBatches({ ...data, seed: 1, batchSize: 2, cropSide: 16, augmentation: defaultRecipe.augmentation, stepsPerMember: 30, budgetBytes: 2 ** 20 });
  ({ kernels } = await chooseBackend());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Of a job that trains one plain network. */
const oneNetwork = () => ({ memberIndex: 0, network, scheme: plainWeights(network.trunk), drawnMembers: 1, exampleCount: 1, classCount: 2, classWeights: null, kernels }) as const;

/** Trains with measurings that find what the list says. @returns the weights at each, and those at the end */
async function trainMeasuring(name: string, found: readonly number[], changes: RecipeChanges) {
  const measured: { step: number; weights: Float32Array }[] = [];
  let steps = 0;
  const { members: [values] } = await trainMember(
    {
      request: { stepsPerMember: 30, learningRate: 1e-2, seed: 1, checkpointFolder: join(folder, name), recipe: readRecipe(changes) },
      ...oneNetwork(),
      batches,
      start: null,
      encoder: null,
      fingerprint: name,
      stepped: async ({ step }) => void (steps = step),
      measure: async (state) => {
        measured.push({ step: steps, weights: await servedArray(state) });
        return found[measured.length - 1]!;
      },
    },
    quietContext(),
  );
  return { measured, steps, final: Float32Array.of(...values!.trunk, ...values!.head, ...values!.statistics) };
}

test('ends once patience is at its end, and gives the weights of the best measuring', async () => {
  const { measured, steps, final } = await trainMeasuring('patient', [0.5, 0.7, 0.6, 0.7], { stopping: { patience: 2, interval: 4 } });
  // The fourth is no better than the second, only as good.
  expect(measured.map(({ step }) => step)).toEqual([4, 8, 12, 16]);
  expect(steps).toBe(16);
  expect(final).toEqual(measured[1]!.weights);
  expect(final).not.toEqual(measured[3]!.weights);
});

test('measures at the last step as well, and takes all steps while it gets better', async () => {
  const { measured, final } = await trainMeasuring('better', [0.1, 0.2, 0.3, 0.4], { stopping: { patience: 1, interval: 9 } });
  expect(measured.map(({ step }) => step)).toEqual([9, 18, 27, 30]);
  expect(final).toEqual(measured[3]!.weights);
});

test('what is measured and kept is the mean of the weights, where one is kept', async () => {
  const stopping = { patience: 9, interval: 10 };
  const mean = await trainMeasuring('mean', [0.1, 0.3, 0.2], { stopping, averaging: { decay: 0.9 } });
  const last = await trainMeasuring('last', [0.1, 0.3, 0.2], { stopping });
  expect(mean.final).toEqual(mean.measured[1]!.weights);
  expect(mean.final).not.toEqual(last.final);
});

test('without patience nothing is measured', async () => {
  expect((await trainMeasuring('never', [], {})).measured).toEqual([]);
});

describe('a model to go on from', () => {
  let start: MemberValues;
  let batches: PlainBatches;
  beforeAll(async () => {
    // Every other pixel is labelled by nobody: there the model has its say.
    const images = (await tinyImages(folder, 2)).map((image) => ({ ...image, labels: image.labels.map((label, at) => (at % 2 === 0 ? label : unlabelled)) }));
    const data = await loadTrainingData(images, { classCount: 2, input: greyInput, signal: new AbortController().signal });
    batches = new PlainBatches({ ...data, seed: 1, batchSize: 2, cropSide: 16, augmentation: defaultRecipe.augmentation, stepsPerMember: 30, budgetBytes: 2 ** 20 });
    start = (await trainOn('start', null)).values;
  });

  /** A few steps, from random weights or on from a model. */
  async function trainOn(name: string, from: MemberValues | null, parentShare?: number): Promise<{ values: MemberValues }> {
    const { members } = await trainMember(
      {
        request: { stepsPerMember: 4, learningRate: 1e-2, seed: 1, checkpointFolder: join(folder, name), ...(parentShare !== undefined && { parentShare }) },
        ...oneNetwork(),
        batches,
        start: from,
        fingerprint: name,
        stepped: () => Promise.resolve(),
        measure: () => Promise.resolve(0),
      },
      quietContext(),
    );
    return { values: members[0]! };
  }

  test('keeps its running statistics where most of what it knows is elsewhere, and hands them on otherwise', async () => {
    expect((await trainOn('elsewhere', start, 0.9)).values.statistics).toEqual(start.statistics);
    expect((await trainOn('here', start, 0.2)).values.statistics).not.toEqual(start.statistics);
  });

  test('says as much as it knows beyond the images: by default all, and nothing where all is at hand', async () => {
    const [whole, usual, part, none] = [await trainOn('whole', start, 1), await trainOn('usual', start), await trainOn('part', start, 0.6), await trainOn('none', start, 0)];
    expect(usual.values.trunk).toEqual(whole.values.trunk);
    expect(part.values.trunk).not.toEqual(whole.values.trunk);
    expect(none.values.trunk).not.toEqual(part.values.trunk);
  });
});
