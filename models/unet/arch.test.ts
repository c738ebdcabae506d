import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import type { TrainingKernels } from '../../src-main/engine/backends/TrainingKernels.ts';
import { loadMember, disposeMember, memberNetwork } from '../../src-main/engine/ensemble/MemberNetwork.ts';
import { RandomSource } from '../../src-main/core/random/RandomSource.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import { disposeState, trainingStep } from '../../src-main/engine/train/trainingStep.ts';
import type { TrainingState } from '../../src-main/engine/train/trainingStep.ts';
import type { ForwardContext } from '../Architecture.ts';
import { countParameters, initialValues } from '../parameters.ts';
import { createNetwork, parameterCount } from '../registry.ts';

const full = { inputChannels: 1, classes: 2, width: 16, depth: 4 };
const tiny = { inputChannels: 1, classes: 3, width: 4, depth: 2 };
const random = () => new RandomSource({ seed: 1, stream: 0, counter: 0 });

let kernels: TrainingKernels;
beforeAll(async () => {
  kernels = (await chooseBackend()).kernels;
});

function startingValues(config: typeof full) {
  const network = memberNetwork(createNetwork('unet', config, 'test'));
  const values = {
    trunk: initialValues(network.trunk.specs, 'trained', random()),
    head: initialValues(network.head.specs, 'trained', random()),
    statistics: initialValues(network.statistics.specs, 'statistic', random()),
  };
  return { network, values };
}

describe('U-Net', () => {
  test('has 1.97 million parameters at width 16 and depth 4', () => {
    expect(parameterCount('unet', full)).toBe(1_966_770);
    const specs = createNetwork('unet', full, 'test').parameterSpecs;
    expect(countParameters(specs, 'trained')).toBe(1_963_826);
    expect(new Set(specs.map(({ name }) => name)).size).toBe(specs.length);
  });

  test('gives logits of the input size and features of every decoder level', () => {
    const { network, values } = startingValues(tiny);
    const member = loadMember(network, values);
    tf.tidy(() => {
      const { logits, features } = network.network.forward(member.trunk, tf.zeros([2, 24, 32, 1]), { phase: 'prediction' });
      expect(logits.shape).toEqual([2, 24, 32, 3]);
      expect(features.map(({ tensor, stride }) => [...tensor.shape, stride])).toEqual([
        [2, 12, 16, 8, 2],
        [2, 24, 32, 4, 1],
      ]);
      expect(network.network.featureLevels).toEqual([{ channels: 8, stride: 2 }, { channels: 4, stride: 1 }]);
    });
    disposeMember(member);
  });

  test('with dropout it has the same tensors, and says the same to the bit while nothing is drawn', () => {
    const { network, values } = startingValues(tiny);
    const dropping = createNetwork('unet', { ...tiny, dropout: 0.5 }, 'test');
    expect(dropping.parameterSpecs).toEqual(network.network.parameterSpecs);
    expect([network.network.split, createNetwork('unet', { ...tiny, dropout: 0 }, 'test').split]).toEqual([null, null]);
    expect(network.network.config).not.toHaveProperty('dropout');
    const member = loadMember(network, values);
    tf.tidy(() => {
      const input = tf.randomNormal<tf.Rank.R4>([1, 24, 32, 1], 0, 1, 'float32', 4);
      const [plain, undrawn] = [network.network, dropping].map((each) => each.forward(member.trunk, input, { phase: 'prediction' }).logits.dataSync());
      expect(undrawn).toEqual(plain);
    });
    disposeMember(member);
  });

  test('draws in the decoder alone: once for what each of its levels gets from below', () => {
    const { network, values } = startingValues(tiny);
    const { split } = createNetwork('unet', { ...tiny, dropout: 0.25 }, 'test');
    const member = loadMember(network, values);
    tf.tidy(() => {
      const asked: unknown[] = [];
      const context: ForwardContext = {
        phase: 'prediction',
        channelFactors: (...wish) => {
          asked.push(wish);
          return tf.zeros([1, 1, 1, wish[1]]);
        },
      };
      const shared = split!.shared(member.trunk, tf.ones([2, 24, 32, 1]), context);
      expect(shared.map(({ shape }) => shape)).toEqual([[2, 24, 32, 4], [2, 12, 16, 8], [2, 6, 8, 16]]);
      expect(asked).toEqual([]);
      const { logits } = split!.pass(member.trunk, shared, context);
      expect(asked).toEqual([[2, 16, 0.25], [2, 8, 0.25]]);
      // With nothing from below, only what the encoder hands across at full resolution is left.
      const others = split!.pass(member.trunk, [shared[0]!, tf.randomNormal([2, 12, 16, 8]), tf.randomNormal([2, 6, 8, 16])], context).logits;
      expect(others.dataSync()).toEqual(logits.dataSync());
    });
    disposeMember(member);
  });

  test('an output pixel sees no further than the context radius', () => {
    const { network, values } = startingValues(tiny);
    const member = loadMember(network, values);
    const side = 96;
    const response = (changed: number): number =>
      tf.tidy(() => {
        const input = new Float32Array(side * side).fill(1);
        input[(side / 2) * side + changed] = 50;
        const { logits } = network.network.forward(member.trunk, tf.tensor4d(input, [1, side, side, 1]), { phase: 'prediction' });
        return (logits.dataSync<'float32'>())[((side / 2) * side + side / 2) * tiny.classes]!;
      });
    const { contextRadius } = network.network;
    const untouched = response(0);
    expect(contextRadius).toBeLessThan(side / 2);
    expect(response(side / 2 - contextRadius - 1)).toBe(untouched);
    expect(response(side / 2 + 4)).not.toBe(untouched);
    disposeMember(member);
  });

  test('overfits one image and predicts it with the running statistics', async () => {
    const { network, values } = startingValues(tiny);
    const side = 16;
    const labels = Uint8Array.from({ length: side * side }, (_, pixel) => (pixel % side < 5 ? 0 : pixel < 128 ? 1 : 2));
    const input = Float32Array.from(labels, (label, pixel) => label - 1 + 0.1 * Math.sin(pixel));
    const flat = Float32Array.from([...values.trunk, ...values.head]);
    let state: TrainingState = {
      optimizer: { values: tf.tensor1d(flat), first: tf.zeros([flat.length]), second: tf.zeros([flat.length]) },
      statistics: tf.tensor1d(values.statistics),
    };
    let dice = 0;
    for (let step = 1; step <= 200; step++) {
      const settings = { step, learningRate: 0.01, weightDecay: 0, classCount: 3, normaliseBy: 'batch' as const, parent: null };
      const outcome = await trainingStep(network, kernels, state, { input, labels, size: 1, side }, settings);
      expect(outcome).not.toBeNull();
      ({ state, dice } = outcome!);
    }
    expect(dice).toBeGreaterThan(0.95);
    const trained = {
      trunk: state.optimizer.values.dataSync<'float32'>().slice(0, network.trunk.size) as Float32Array,
      head: state.optimizer.values.dataSync<'float32'>().slice(network.trunk.size) as Float32Array,
      statistics: state.statistics.dataSync<'float32'>(),
    };
    disposeState(state);
    const member = loadMember(network, trained);
    const predicted = tf.tidy(() => {
      const x = tf.tensor4d(input, [1, side, side, 1]);
      return network.network.forward(member.trunk, x, { phase: 'prediction' }).logits.argMax(3).dataSync();
    });
    disposeMember(member);
    const right = labels.filter((label, pixel) => label === predicted[pixel]).length;
    expect(right / labels.length).toBeGreaterThan(0.95);
  });

  test('refuses a config that does not fit, naming the place', () => {
    expect(() => createNetwork('unet', { ...full, depth: 0 }, 'a.json')).toThrow(/a\.json: config of unet/);
    expect(() => createNetwork('unet', { ...full, dropout: 0.91 }, 'a.json')).toThrow(/a\.json: config of unet.*dropout/s);
    expect(() => createNetwork('vnet', full, 'a.json')).toThrow(/a\.json: wanted an architecture of .*unet.*, got vnet/);
  });
});
