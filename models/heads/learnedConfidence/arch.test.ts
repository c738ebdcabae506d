import { beforeAll, describe, expect, test } from 'vitest';
import { chooseBackend } from '../../../src-main/engine/backends/chooseBackend.ts';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { disposeMember, loadMember, memberNetwork, predictMember } from '../../../src-main/engine/ensemble/MemberNetwork.ts';
import type { MemberNetwork } from '../../../src-main/engine/ensemble/MemberNetwork.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { initialValues } from '../../parameters.ts';
import { createNetwork } from '../../registry.ts';
import { learnedConfidenceReach } from './arch.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

const image = { inputChannels: 1, classes: 2 };
const encoder = { name: 'resnet18', width: 0.0625 };

function randomMember({ trunk, head, statistics }: MemberNetwork) {
  const random = new RandomSource({ seed: 3, stream: 0, counter: 0 });
  return {
    trunk: initialValues(trunk.specs, 'trained', random),
    head: initialValues(head.specs, 'trained', random),
    statistics: initialValues(statistics.specs, 'statistic', random),
  };
}

describe.each([
  ['unet', { width: 4, depth: 3 }],
  ['deeplabV3Plus', { encoder, outputStride: 16, channels: 8, fineChannels: 4, rates: [2, 3] }],
] as const)('a confidence head on %s', (architecture, config) => {
  const plain = memberNetwork(createNetwork(architecture, { ...image, ...config }, 'test'));
  const member = memberNetwork(createNetwork(architecture, { ...image, ...config, learnedConfidence: true }, 'test'));

  test("stands after the learning loss's tensors, and leaves the network as it is", () => {
    expect(member.network.config).toEqual({ ...plain.network.config, learnedConfidence: true });
    expect(member.trunk).toEqual(plain.trunk);
    expect(member.head.specs.slice(0, plain.head.specs.length)).toEqual(plain.head.specs);
    expect(member.head.specs.at(-1)!.name).toBe('learnedConfidence.confidence.bias');
    expect(member.contextRadius).toBe(plain.contextRadius + learnedConfidenceReach(plain.network.featureLevels));
  });

  test('foresees one probability a pixel, cropped as the outcome is; the probabilities stay what they were', () => {
    const values = randomMember(member);
    const [height, width] = [4 * member.sizeMultiple, 3 * member.sizeMultiple];
    const loaded = loadMember(member, values);
    const alone = loadMember(plain, { ...values, head: values.head.slice(0, plain.head.size) });
    tf.tidy(() => {
      const input = tf.randomNormal<tf.Rank.R4>([1, height, width, 1], 0, 1, 'float32', 7);
      const outcome = predictMember(member, loaded, input, { temperature: 1 });
      expect(outcome.confidence!.shape).toEqual([1, height, width, 1]);
      const confidence = outcome.confidence!.dataSync();
      expect(confidence.every((value) => value > 0 && value < 1)).toBe(true);
      const without = predictMember(plain, alone, input, { temperature: 1 });
      expect(without.confidence).toBeUndefined();
      expect([...outcome.probabilities.dataSync()]).toEqual([...without.probabilities.dataSync()]);
      const margins = { top: member.sizeMultiple, left: 0, bottom: 0, right: member.sizeMultiple };
      const cropped = predictMember(member, loaded, input, { temperature: 1, margins }).confidence!;
      expect(cropped.shape).toEqual([1, height - margins.top, width - margins.right, 1]);
      const wanted = outcome.confidence!.slice([0, margins.top, 0, 0], [1, height - margins.top, width - margins.right, 1]).dataSync();
      expect([...cropped.dataSync()]).toEqual([...wanted]);
    });
    for (const one of [loaded, alone]) disposeMember(one);
  });
});

test('what is no yes or no is refused by name', () => {
  expect(() => createNetwork('unet', { ...image, width: 2, depth: 2, learnedConfidence: 1 }, 'a.json')).toThrow('learnedConfidence');
  expect(createNetwork('unet', { ...image, width: 2, depth: 2, learnedConfidence: false }, 'test').config).not.toHaveProperty('learnedConfidence');
});
