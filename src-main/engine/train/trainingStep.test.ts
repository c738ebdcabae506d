import { beforeAll, describe, expect, test } from 'vitest';
import { factorsByImage } from '../../../models/layers/channelDropout.ts';
import { initialValues } from '../../../models/parameters.ts';
import { createNetwork } from '../../../models/registry.ts';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { defaultRecipe } from '../../core/training/TrainingRecipe.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import { disposeMember, loadMember, memberNetwork } from '../ensemble/MemberNetwork.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import { tf } from '../tensorflow.ts';
import { disposeState, trainingStep } from './trainingStep.ts';
import type { StepSettings, TrainingState } from './trainingStep.ts';

const network = memberNetwork(createNetwork('unet', { inputChannels: 1, classes: 2, width: 2, depth: 2 }, 'test'));
const side = 16;
const labels = Uint8Array.from({ length: 2 * side * side }, (_, pixel) => (pixel % 7 === 0 ? 255 : pixel % side < 8 ? 0 : 1));
const input = Float32Array.from({ length: labels.length }, (_, pixel) => Math.sin(pixel * 0.37) + (pixel % side) / side);
const settings: StepSettings = { step: 1, learningRate: 0.01, weightDecay: 0, classCount: 2, normaliseBy: 'batch', parent: null };

let kernels: TrainingKernels;
beforeAll(async () => {
  kernels = (await chooseBackend()).kernels;
});

/** @param headStream names the head's random start */
function startingState(headStream: number): TrainingState {
  const random = (stream: number) => new RandomSource({ seed: 1, stream, counter: 0 });
  const trunk = initialValues(network.trunk.specs, 'trained', random(0));
  const head = initialValues(network.head.specs, 'trained', random(headStream));
  const values = Float32Array.from([...trunk, ...head]);
  return {
    optimizer: { values: tf.tensor1d(values), first: tf.zeros([values.length]), second: tf.zeros([values.length]) },
    statistics: tf.tensor1d(initialValues(network.statistics.specs, 'statistic', random(0))),
  };
}

/** Takes one step and reads the state. */
async function step(state: TrainingState, changes: Partial<StepSettings> = {}) {
  const outcome = (await trainingStep(network, kernels, state, { input, labels, size: 2, side }, { ...settings, ...changes }))!;
  const values = Float32Array.from(outcome.state.optimizer.values.dataSync<'float32'>());
  const statistics = Float32Array.from(outcome.state.statistics.dataSync<'float32'>());
  disposeState(outcome.state);
  return { outcome, trunk: values.slice(0, network.trunk.size), head: values.slice(network.trunk.size), statistics };
}

describe('trainingStep', () => {
  test('makes no tensor but the new state', async () => {
    const before = tf.memory().numTensors;
    await step(startingState(1));
    await step(startingState(1), { normaliseBy: 'runningStatistics' });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('the head learns, and the trunk does not feel it', async () => {
    const one = await step(startingState(1));
    const other = await step(startingState(2));
    expect(one.head).not.toEqual(other.head);
    expect(one.outcome.headLoss).toBeGreaterThan(0);
    expect(other.trunk).toEqual(one.trunk);
  });

  test('running statistics follow the batch, or stay as they are', async () => {
    const start = initialValues(network.statistics.specs, 'statistic', new RandomSource({ seed: 1, stream: 0, counter: 0 }));
    expect((await step(startingState(1))).statistics).not.toEqual(start);
    const kept = await step(startingState(1), { normaliseBy: 'runningStatistics' });
    expect(kept.statistics).toEqual(start);
    expect(kept.trunk).not.toEqual((await step(startingState(1))).trunk);
  });

  test('the word of the model continued from holds the trunk back where nothing is labelled', async () => {
    const start = startingState(1);
    const values = start.optimizer.values.dataSync<'float32'>();
    const parent = loadMember(network, {
      trunk: values.slice(0, network.trunk.size),
      head: values.slice(network.trunk.size),
      statistics: start.statistics.dataSync<'float32'>(),
    });
    const continued = { normaliseBy: 'runningStatistics' as const, parent: { trunk: parent.trunk, weight: 4 } };
    const before = tf.memory().numTensors;
    const { outcome, trunk } = await step(start, continued);
    // The state that was given is gone, and nothing else came.
    expect(tf.memory().numTensors).toBe(before - 4);
    const free = await step(startingState(1), { normaliseBy: 'runningStatistics' });
    expect(outcome.loss).toBeGreaterThan(free.outcome.loss);
    expect(trunk).not.toEqual(free.trunk);
    disposeMember(parent);
  });

  test('a batch in parts gives the mean of their gradients, and makes no more tensors', async () => {
    const before = tf.memory().numTensors;
    // By running statistics and with the same images twice, each part has the loss of the whole.
    const half = labels.length / 2;
    const twice = { input: Float32Array.from(input, (_, at) => input[at % half]!), labels: Uint8Array.from(labels, (_, at) => labels[at % half]!), size: 2, side };
    const losses: number[] = [];
    const weights: Float32Array[] = [];
    for (const parts of [1, 2]) {
      const outcome = (await trainingStep(network, kernels, startingState(1), twice, { ...settings, normaliseBy: 'runningStatistics', parts }))!;
      losses.push(outcome.loss);
      weights.push(Float32Array.from(outcome.state.optimizer.first.dataSync<'float32'>()).slice(0, network.trunk.size));
      disposeState(outcome.state);
    }
    expect(tf.memory().numTensors).toBe(before);
    expect(losses[1]).toBeCloseTo(losses[0]!, 2);
    const scale = Math.max(...weights[0]!.map(Math.abs));
    // Dice adds one pixel of smoothing to a part as to the whole: alike but for that.
    weights[0]!.forEach((value, at) => expect(Math.abs(weights[1]![at]! - value)).toBeLessThan(0.02 * scale));
    const cut = await step(startingState(1), { parts: 2 });
    expect(cut.statistics).not.toEqual((await step(startingState(1), { normaliseBy: 'runningStatistics' })).statistics);
  });

  test('dropout draws what it is given, by batch and by running statistics, and leaves no tensor', async () => {
    const dropping = memberNetwork(createNetwork('unet', { inputChannels: 1, classes: 2, width: 2, depth: 2, dropout: 0.5 }, 'test'));
    const before = tf.memory().numTensors;
    const trunkAfter = async (changes: Partial<StepSettings>, counter: number | null): Promise<Float32Array> => {
      const channelFactors = counter === null ? undefined : factorsByImage(new RandomSource({ seed: 1, stream: 3, counter }));
      const { state } = (await trainingStep(dropping, kernels, startingState(1), { input, labels, size: 2, side }, { ...settings, ...changes, channelFactors }))!;
      const trunk = Float32Array.from(state.optimizer.values.dataSync<'float32'>()).slice(0, dropping.trunk.size);
      disposeState(state);
      return trunk;
    };
    for (const changes of [{}, { normaliseBy: 'runningStatistics' as const }, { parts: 2 }]) {
      const one = await trunkAfter(changes, 1);
      expect(await trunkAfter(changes, 1)).toEqual(one);
      expect(await trunkAfter(changes, 2)).not.toEqual(one);
      expect(await trunkAfter(changes, null)).not.toEqual(one);
    }
    expect(await trunkAfter({}, null)).toEqual((await step(startingState(1))).trunk);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('the loss of heads inside the network is added with its weight', async () => {
    const inner = network.network;
    const helped = (weight: number): MemberNetwork => ({
      ...network,
      network: {
        ...inner,
        forward: (...given) => {
          const outcome = inner.forward(...given);
          return { ...outcome, auxiliary: [{ logits: outcome.logits, weight }] };
        },
      },
    });
    const before = tf.memory().numTensors;
    const losses: number[] = [];
    for (const member of [network, helped(0.4)]) {
      const outcome = (await trainingStep(member, kernels, startingState(1), { input, labels, size: 2, side }, settings))!;
      losses.push(outcome.loss);
      disposeState(outcome.state);
    }
    expect(losses[1]).toBeCloseTo(1.4 * losses[0]!, 4);
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each(['batch', 'runningStatistics'] as const)('perturbed crops cost more, a change of nothing costs nothing, and the running statistics follow the images as they are (%s)', async (normaliseBy) => {
    const recipe = (share: number, epsilon: number) => ({ ...defaultRecipe, adversary: { share, epsilon } });
    const before = tf.memory().numTensors;
    const plain = await step(startingState(1), { normaliseBy });
    const still = await step(startingState(1), { normaliseBy, recipe: recipe(0.5, 0) });
    expect(still.outcome.loss).toBeCloseTo(plain.outcome.loss, 5);
    const half = await step(startingState(1), { normaliseBy, recipe: recipe(0.5, 0.1) });
    const whole = await step(startingState(1), { normaliseBy, recipe: recipe(1, 0.1) });
    expect(whole.outcome.loss).toBeGreaterThan(plain.outcome.loss);
    expect(half.outcome.loss).toBeCloseTo((plain.outcome.loss + whole.outcome.loss) / 2, 4);
    expect(half.statistics).toEqual(plain.statistics);
    expect(half.outcome.crossEntropy).toBeCloseTo(plain.outcome.crossEntropy, 5);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('the loss falls either way', async () => {
    for (const normaliseBy of ['batch', 'runningStatistics'] as const) {
      let state = startingState(1);
      const losses: number[] = [];
      for (let at = 1; at <= 30; at++) {
        const outcome = (await trainingStep(network, kernels, state, { input, labels, size: 2, side }, { ...settings, step: at, normaliseBy }))!;
        state = outcome.state;
        losses.push(outcome.loss);
      }
      disposeState(state);
      expect(losses.at(-1)).toBeLessThan(losses[0]! * 0.8);
    }
  });
});
