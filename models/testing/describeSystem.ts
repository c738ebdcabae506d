import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { composedKernels } from '../../src-main/engine/backends/composedKernels.ts';
import type { TrainingKernels } from '../../src-main/engine/backends/TrainingKernels.ts';
import { disposeMember, loadMember, memberNetwork, unflatten } from '../../src-main/engine/ensemble/MemberNetwork.ts';
import type { MemberNetwork } from '../../src-main/engine/ensemble/MemberNetwork.ts';
import { decodeWeights, encodeWeights } from '../../src-main/engine/ensemble/weightsFile.ts';
import { segmentationLoss } from '../../src-main/engine/losses/segmentationLoss.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import { sizeOf } from '../parameters.ts';
import { createNetwork } from '../registry.ts';
import { threeClassImages, startingValues, trainedValues } from './trainedSystem.ts';
import type { LabelledBatch, SystemValues } from './trainedSystem.ts';

export interface SystemCase {
  readonly architecture: string;
  /** What is tried, for the title. */
  readonly what: string;
  /** One channel, three classes, small enough to train within seconds. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly learningRate?: number;
  readonly steps?: number;
  /** Tensors that have no slope while the batch normalises: a shift that the batch normalisation after it takes out again. */
  readonly slopeless?: readonly string[];
}

/** Tries what every system must do: shapes at any multiple, a gradient everywhere, one image learnt by heart. */
export function describeSystem({ architecture, what, config, learningRate = 0.01, steps = 300, slopeless = [] }: SystemCase): void {
  describe(`${architecture}: ${what}`, () => {
    let kernels: TrainingKernels;
    let network: MemberNetwork;
    beforeAll(async () => {
      kernels = (await chooseBackend()).kernels;
      network = memberNetwork(createNetwork(architecture, config, 'test'));
    });

    test('gives logits of the input size and the features it promises, at an odd number of its multiples', () => {
      const { sizeMultiple, network: inner } = network;
      const [height, width] = [sizeMultiple, 3 * sizeMultiple];
      const member = loadMember(network, startingValues(network));
      tf.tidy(() => {
        const outcome = inner.forward(member.trunk, tf.ones([2, height, width, 1]), { phase: 'prediction' });
        expect(outcome.logits.shape).toEqual([2, height, width, 3]);
        expect(outcome.auxiliary ?? []).toEqual([]);
        expect(outcome.features.map(({ tensor, stride }) => [...tensor.shape, stride])).toEqual(
          inner.featureLevels.map(({ channels, stride }) => [2, height / stride, width / stride, channels, stride]),
        );
      });
      disposeMember(member);
    });

    test('names each tensor once, and the gradient reaches every one that is trained', () => {
      const { parameterSpecs } = network.network;
      expect(new Set(parameterSpecs.map(({ name }) => name)).size).toBe(parameterSpecs.length);
      const slopes = trunkSlopes(network, startingValues(network), kernels);
      const [has, hasNone] = [new Set<string>(), new Set(slopeless)];
      // Rounding leaves a little where there should be nothing.
      for (const [name, largest] of slopes) if (largest > (hasNone.has(name) ? 1e-5 : 0)) has.add(name);
      expect([...slopes.keys()].filter((name) => has.has(name) === hasNone.has(name))).toEqual([]);
      expect(slopes.size).toBe(network.trunk.specs.length);
    });

    test('overfits one image, and predicts it with the running statistics', async () => {
      const batch = threeClassImages(trainingSide(network));
      const values = await trainedValues(network, kernels, batch, { steps, learningRate, enough: 0.97 });
      expect(Math.min(...diceOfClasses(predictedLabels(network, values, batch), batch.labels))).toBeGreaterThan(0.99);
    });

    test('learns by the running statistics too, as a model that is continued does', async () => {
      const start = startingValues(network);
      const batch = threeClassImages(trainingSide(network));
      const values = await trainedValues(network, kernels, batch, { steps: 1, learningRate, enough: 1, normaliseBy: 'runningStatistics' });
      const untouched: string[] = [];
      let offset = 0;
      for (const { name, shape } of network.trunk.specs) {
        const end = offset + sizeOf(shape);
        if (values.trunk.subarray(offset, end).every((value, at) => value === start.trunk[offset + at])) untouched.push(name);
        offset = end;
      }
      // What helps to train from scratch is not asked by the running statistics.
      expect(untouched.filter((name) => !name.startsWith('auxiliary.'))).toEqual([]);
      expect(values.statistics).toEqual(start.statistics);
    });

    test('means the same when its config and its weights have been through files', () => {
      const values = startingValues(network);
      expect(decodeWeights(encodeWeights(values, 'float32'), network, 'float32', 'test')).toEqual(values);
      const again = createNetwork(architecture, JSON.parse(JSON.stringify(network.network.config)), 'test');
      expect(again.config).toEqual(network.network.config);
      expect(again.parameterSpecs).toEqual(network.network.parameterSpecs);
    });
  });
}

/** Two pixels to a side at the coarsest level, so that batch normalisation has something to go by. */
function trainingSide({ sizeMultiple }: MemberNetwork): number {
  return Math.max(32, 2 * sizeMultiple);
}

/** The largest absolute slope in each trained tensor, by its name. */
function trunkSlopes(network: MemberNetwork, { trunk }: SystemValues, { batchNormTraining }: TrainingKernels = composedKernels): Map<string, number> {
  const { input, labels, size, side } = threeClassImages(trainingSide(network));
  return tf.tidy(() => {
    const target = tf.oneHot(tf.tensor3d(new Int32Array(labels), [size, side, side], 'int32'), 3).cast<tf.Tensor4D>('float32');
    const loss = (flat: tf.Tensor): tf.Scalar => {
      const context = { phase: 'training', batchNormTraining, recordStatistics: () => undefined } as const;
      const { logits, auxiliary = [] } = network.network.forward(unflatten(flat as tf.Tensor1D, network.trunk), tf.tensor4d(input, [size, side, side, 1]), context);
      return auxiliary.reduce((sum, head) => sum.add<tf.Scalar>(segmentationLoss(head.logits, target).total.mul(head.weight)), segmentationLoss(logits, target).total);
    };
    const slope = tf.grad(loss)(tf.tensor1d(trunk));
    const largest = [...unflatten(slope as tf.Tensor1D, network.trunk)].map(([name, tensor]) => [name, tensor.abs().max().dataSync()[0]!] as const);
    return new Map(largest) as never;
  });
}

function predictedLabels(network: MemberNetwork, values: SystemValues, { input, size, side }: LabelledBatch): Int32Array {
  const member = loadMember(network, values);
  const predicted = tf.tidy(() => network.network.forward(member.trunk, tf.tensor4d(input, [size, side, side, 1]), { phase: 'prediction' }).logits.argMax(3).dataSync<'int32'>());
  disposeMember(member);
  return predicted;
}

function diceOfClasses(predicted: ArrayLike<number>, labels: Uint8Array): number[] {
  return [0, 1, 2].map((label) => {
    let [both, either] = [0, 0];
    for (const [at, wanted] of labels.entries()) {
      if (wanted === label && predicted[at] === label) both++;
      if (wanted === label) either++;
      if (predicted[at] === label) either++;
    }
    return (2 * both) / either;
  });
}
