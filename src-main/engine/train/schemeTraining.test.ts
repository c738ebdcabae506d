import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNetwork } from '../../../models/registry.ts';
import { countParameters } from '../../../models/parameters.ts';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { readRecipe } from '../../core/training/readRecipe.ts';
import { defaultRecipe } from '../../core/training/TrainingRecipe.ts';
import type { RecipeChanges } from '../../core/training/TrainingRecipe.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import { memberNetwork } from '../ensemble/MemberNetwork.ts';
import { greyInput } from '../input/normalisation.ts';
import { tf } from '../tensorflow.ts';
import { quietContext, temporaryFolder, tinyImages } from '../testing/tinyData.ts';
import { plainWeights } from '../weights/plainWeights.ts';
import type { SchemeNetwork, WeightScheme } from '../weights/WeightScheme.ts';
import { PlainBatches } from './batchSource/PlainBatches.ts';
import { stepsPerCheckpoint } from './defaults.ts';
import { loadTrainingData } from './trainingData.ts';
import { startingCheckpoint, stateOf } from './memberState.ts';
import { trainMember } from './trainMember.ts';
import { disposeState, trainingStep } from './trainingStep.ts';

const network = memberNetwork(createNetwork('unet', { inputChannels: 1, classes: 2, width: 2, depth: 2 }, 'test'));
const steps = stepsPerCheckpoint + 8;
let folder: string;
let batches: PlainBatches;
let kernels: TrainingKernels;

beforeAll(async () => {
  folder = await temporaryFolder();
  const data = await loadTrainingData(await tinyImages(folder, 2), { classCount: 2, input: greyInput, signal: new AbortController().signal });
  batches = new PlainBatches({ ...data, seed: 1, batchSize: 4, cropSide: 16, augmentation: defaultRecipe.augmentation, stepsPerMember: steps, budgetBytes: 2 ** 20 });
  ({ kernels } = await chooseBackend());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * Two networks beside each other whose weights are shaken a little at each step, with a mean of the values that is followed
 * and a penalty on their squares: everything that a scheme may ask of a training, and nothing else.
 */
function shakenPair({ specs }: SchemeNetwork): WeightScheme {
  const weights = countParameters(specs);
  return {
    size: 2 * weights,
    networksPerDraw: 2,
    learnsFrom: 'part',
    initial: (from, random) => Float32Array.from({ length: 2 * weights }, (_none, at) => from[at % weights]! + 0.01 * random.normal()),
    draw: (values, random) => {
      const shaken = values.add<tf.Tensor1D>(tf.scalar(0.001 * random.normal()));
      return { weights: tf.split<tf.Tensor1D>(shaken, 2), penalty: values.square().sum<tf.Scalar>() };
    },
    tracker: {
      initial: (values) => values.slice(),
      // Followed from the second step on, so that a step without a change is met as well.
      next: (kept, { values, step }) => (step === 1 ? kept : kept.mul(0.9).add<tf.Tensor1D>(values.mul(0.1))),
    },
    members: ({ tracked }, count, random) =>
      Array.from({ length: count }, (_none, index) => tracked.slice((index % 2) * weights, ((index % 2) + 1) * weights).map((value) => value + 0.01 * random.normal())),
    membersNeedStatistics: false,
  };
}

interface Changes {
  readonly scheme?: Partial<WeightScheme>;
  readonly recipe?: RecipeChanges;
  readonly batchParts?: number;
  readonly stopAfter?: number;
}

/** Trains, or is killed after a number of steps. */
function train(name: string, { scheme = {}, recipe = {}, batchParts = 1, stopAfter = Infinity }: Changes = {}) {
  return trainMember(
    {
      request: { stepsPerMember: steps, learningRate: 1e-2, seed: 1, checkpointFolder: join(folder, name), recipe: readRecipe(recipe), batchParts },
      memberIndex: 0,
      network,
      scheme: { ...shakenPair(network.trunk), ...scheme },
      drawnMembers: 4,
      exampleCount: 3200,
      classCount: 2,
      classWeights: null,
      batches,
      start: null,
      encoder: null,
      fingerprint: 'pair',
      kernels,
      stepped: async ({ step }) => {
        if (step >= stopAfter) throw new Error('killed');
      },
      measure: async () => 0.5,
    },
    quietContext(),
  );
}

describe('training by a scheme of weights', () => {
  test.each([
    ['as it is', {}],
    ['with its mean, in parts and measured', { recipe: { averaging: { decay: 0.9 }, stopping: { patience: 9, interval: 7 } }, batchParts: 4 }],
  ] as [string, Changes][])('a killed run goes on to the same members and distribution, bit for bit: %s', async (name, changes) => {
    const before = tf.memory().numTensors;
    const whole = await train(`${name} whole`, changes);
    await expect(train(`${name} cut`, { ...changes, stopAfter: steps - 2 })).rejects.toThrow('killed');
    const resumed = await train(`${name} cut`, changes);
    expect(resumed.members).toEqual(whole.members);
    expect(resumed.distribution).toEqual(whole.distribution);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('gives as many members as are drawn, each with the running statistics of its network', async () => {
    const { members, distribution, loss } = await train('drawn');
    expect(members).toHaveLength(4);
    expect(new Set(members.map(({ trunk }) => trunk.join())).size).toBe(4);
    const size = network.statistics.size;
    const [first, second] = [distribution.statistics.slice(0, size), distribution.statistics.slice(size)];
    expect(second).toHaveLength(size);
    // Each network saw images of its own.
    expect(first).not.toEqual(second);
    expect(members.map(({ statistics }) => statistics)).toEqual([first, second, first, second]);
    expect(loss).toBeGreaterThan(0);
  });

  test('takes running statistics anew where the members differ from what was measured', async () => {
    const { members, distribution } = await train('anew', { scheme: { membersNeedStatistics: true } });
    const kept = await train('anew', {});
    expect(members.map(({ trunk }) => trunk)).toEqual(kept.members.map(({ trunk }) => trunk));
    members.forEach(({ statistics }, index) => {
      expect(statistics).not.toEqual(kept.members[index]!.statistics);
      // Variances are; a member as far from the trained values as a hundredth measures much the same.
      expect(statistics.every(Number.isFinite)).toBe(true);
      const farthest = Math.max(...statistics.map((value, at) => Math.abs(value - distribution.statistics[at]!)));
      expect(farthest).toBeLessThan(Math.max(...distribution.statistics.map(Math.abs)));
    });
  });

  test('networks that see the whole batch each learn from all of it what one network would, and the loss is their mean', async () => {
    const batch = await batches.batch(0, 0);
    const single = plainWeights(network.trunk);
    const pair: WeightScheme = {
      ...shakenPair(network.trunk),
      learnsFrom: 'whole',
      // Two of a kind: what they learn is the same as well.
      initial: (from) => Float32Array.from({ length: 2 * single.size }, (_none, at) => from[at % single.size]!),
      draw: (values) => ({ weights: tf.split<tf.Tensor1D>(values, 2), penalty: null }),
    };
    const stepOf = async (scheme: WeightScheme) => {
      const state = stateOf(startingCheckpoint({ network, scheme, start: null, seed: 1, memberIndex: 0, fingerprint: '', recipe: defaultRecipe }));
      const weights = { scheme, random: () => new RandomSource({ seed: 1, stream: 0, counter: 0 }), exampleCount: 1, totalSteps: 1 };
      const { loss, state: next } = (await trainingStep(network, kernels, state, batch, { step: 1, learningRate: 1e-3, weightDecay: 0, classCount: 2, normaliseBy: 'batch', parent: null, weights, recipe: readRecipe({ optimizer: { largestGradientNorm: 0 } }) }))!;
      const [gradient, statistics] = [next.optimizer.first.dataSync<'float32'>().slice(0, scheme.size), next.statistics.dataSync<'float32'>().slice()];
      disposeState(next);
      return { loss, gradient, statistics };
    };
    const [one, two] = [await stepOf(single), await stepOf(pair)];
    expect(two.loss).toBeCloseTo(one.loss, 5);
    const largest = Math.max(...one.gradient.map(Math.abs));
    two.gradient.forEach((slope, at) => expect(Math.abs(2 * slope - one.gradient[at % single.size]!)).toBeLessThan(1e-4 * largest));
    two.statistics.forEach((value, at) => expect(value).toBeCloseTo(one.statistics[at % network.statistics.size]!, 5));
  });

  test('the penalty counts once a batch, divided by the labelled pixels, however it is cut', async () => {
    const batch = await batches.batch(0, 0);
    const lossOf = async (nats: number, parts: number): Promise<number> => {
      const scheme: WeightScheme = { ...shakenPair(network.trunk), draw: (values) => ({ weights: tf.split<tf.Tensor1D>(values, 2), penalty: tf.scalar(nats) }) };
      const random = () => new RandomSource({ seed: 1, stream: 0, counter: 0 });
      const recipe = readRecipe({});
      const state = stateOf(startingCheckpoint({ network, scheme, start: null, seed: 1, memberIndex: 0, fingerprint: '', recipe }));
      const outcome = (await trainingStep(network, kernels, state, batch, {
        step: 1,
        learningRate: 1e-3,
        weightDecay: 0,
        classCount: 2,
        normaliseBy: 'batch',
        parts,
        parent: null,
        weights: { scheme, random, exampleCount: 3200, totalSteps: 1 },
      }))!;
      disposeState(outcome.state);
      return outcome.loss;
    };
    for (const parts of [1, 4]) expect((await lossOf(6400, parts)) - (await lossOf(0, parts))).toBeCloseTo(2, 4);
  });
});
