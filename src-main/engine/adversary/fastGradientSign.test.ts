import { beforeAll, describe, expect, test } from 'vitest';
import { createNetwork } from '../../../models/registry.ts';
import { startingValues } from '../../../models/testing/trainedSystem.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { disposeMember, loadMember, memberNetwork } from '../ensemble/MemberNetwork.ts';
import { segmentationLoss } from '../losses/segmentationLoss.ts';
import { tf } from '../tensorflow.ts';
import { fastGradientSign, surerInput } from './fastGradientSign.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

describe('fastGradientSign', () => {
  test('by hand: each value moves by epsilon up the slope, or not at all where there is none', () => {
    tf.tidy(() => {
      const weights = tf.tensor4d([2, -0.5, 0, 1], [1, 2, 2, 1]);
      const input = tf.tensor4d([1, 1, 1, 1], [1, 2, 2, 1]);
      const moved = fastGradientSign((x) => x.mul(weights).sum(), input, 0.25).dataSync();
      expect([...moved]).toEqual([1.25, 0.75, 1, 1.25]);
    });
  });

  test('of a linear loss no other change of that size makes more: epsilon times the sum of the slopes', () => {
    tf.tidy(() => {
      const weights = tf.randomNormal<tf.Rank.R4>([1, 4, 4, 2], 0, 1, 'float32', 3);
      const input = tf.randomNormal<tf.Rank.R4>([1, 4, 4, 2], 0, 1, 'float32', 4);
      const loss = (x: tf.Tensor4D): tf.Scalar => x.mul(weights).sum();
      const gain = loss(fastGradientSign(loss, input, 0.1)).sub(loss(input)).dataSync()[0]!;
      expect(gain).toBeCloseTo(0.1 * weights.abs().sum().dataSync()[0]!, 4);
    });
  });

  test("raises a network's loss, where the lectures' sign would lower it, and keeps no tensor", () => {
    const member = memberNetwork(createNetwork('unet', { inputChannels: 1, classes: 2, width: 4, depth: 2 }, 'test'));
    const loaded = loadMember(member, startingValues(member));
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const input = tf.randomNormal<tf.Rank.R4>([1, 16, 16, 1], 0, 1, 'float32', 7);
      const target = tf.oneHot(tf.tensor3d(Array.from({ length: 256 }, (_none, at) => (at % 16 < 8 ? 0 : 1)), [1, 16, 16], 'int32'), 2).cast<tf.Tensor4D>('float32');
      const logitsOf = (x: tf.Tensor4D): tf.Tensor4D => member.network.forward(loaded.trunk, x, { phase: 'prediction' }).logits;
      const loss = (x: tf.Tensor4D): tf.Scalar => segmentationLoss(logitsOf(x), target).total;
      const at = (x: tf.Tensor4D): number => loss(x).dataSync()[0]!;
      const plain = at(input);
      expect(at(fastGradientSign(loss, input, 0.02))).toBeGreaterThan(plain);
      expect(at(fastGradientSign(loss, input, -0.02))).toBeLessThan(plain);
      expect(fastGradientSign(loss, input, 0.02).sub(input).abs().max().dataSync()[0]).toBeCloseTo(0.02, 6);
      const sureness = (x: tf.Tensor4D): number => tf.softmax(logitsOf(x)).max(3).log().mean().dataSync()[0]!;
      expect(sureness(surerInput(logitsOf, input, { epsilon: 0.02, temperature: 2 }))).toBeGreaterThan(sureness(input));
    });
    expect(tf.memory().numTensors).toBe(before);
    disposeMember(loaded);
  });
});
