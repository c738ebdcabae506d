import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { composedKernels } from '../../src-main/engine/backends/composedKernels.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import type { ForwardContext } from '../Architecture.ts';
import { countParameters } from '../parameters.ts';
import { createNetwork } from '../registry.ts';
import { deepSupervision } from './deepSupervision.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

const training: ForwardContext = { phase: 'training', batchNormTraining: composedKernels.batchNormTraining, recordStatistics: () => undefined };
const levels = [{ channels: 3, stride: 4 }, { channels: 2, stride: 2 }, { channels: 1, stride: 1 }];

describe('deep supervision', () => {
  const { specs, forward } = deepSupervision({ levels, classes: 2 });
  const features = (): { tensor: tf.Tensor4D; stride: number }[] => levels.map(({ channels, stride }) => ({ tensor: tf.ones([1, 8 / stride, 8 / stride, channels]), stride }));
  const parameters = (): Map<string, tf.Tensor> => new Map(specs.map(({ name, shape }) => [name, tf.ones([...shape])]));

  test('has a 1 x 1 head on every level but the last, whose weights halve as they grow coarser', () => {
    expect(specs.map(({ name, shape }) => [name, ...shape])).toEqual([
      ['auxiliary.4.kernel', 1, 1, 3, 2],
      ['auxiliary.4.bias', 2],
      ['auxiliary.2.kernel', 1, 1, 2, 2],
      ['auxiliary.2.bias', 2],
    ]);
    tf.tidy(() => {
      const heads = forward(features(), [8, 8], { parameters: parameters(), context: training });
      expect(heads.map(({ weight }) => weight)).toEqual([0.25, 0.5]);
      expect(heads.map(({ logits }) => logits.shape)).toEqual([[1, 8, 8, 2], [1, 8, 8, 2]]);
      // A sum of ones over the channels, and the bias.
      expect(heads.map(({ logits }) => [...new Set(logits.dataSync())])).toEqual([[4], [3]]);
    });
  });

  test('says nothing in prediction', () => {
    tf.tidy(() => void expect(forward(features(), [8, 8], { parameters: parameters(), context: { phase: 'prediction' } })).toEqual([]));
  });

  test.each([
    ['unet', { inputChannels: 1, classes: 3, width: 4, depth: 3 }, (16 + 1) * 3 + (8 + 1) * 3],
    ['unetOnEncoder', { inputChannels: 1, classes: 3, encoder: { name: 'resnet18', width: 0.0625 }, decoderChannels: 16 }, (16 + 8 + 4 + 2 + 4) * 3],
  ])('%s gains no more than its heads, behind all of its other tensors', (name, config, more) => {
    const [without, supervised] = [{}, { deepSupervision: true }].map((change) => createNetwork(name, { ...config, ...change }, 'test').parameterSpecs);
    expect(supervised!.slice(0, without!.length)).toEqual(without);
    expect(countParameters(supervised!) - countParameters(without!)).toBe(more);
  });
});
