import { beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { chooseBackend } from '../../../src-main/engine/backends/chooseBackend.ts';
import { disposeMember, loadMember, memberNetwork, predictMember } from '../../../src-main/engine/ensemble/MemberNetwork.ts';
import { segmentationLoss } from '../../../src-main/engine/losses/segmentationLoss.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { checkGradient } from '../../../src-main/engine/testing/checkGradient.ts';
import { startingValues } from '../../testing/trainedSystem.ts';
import { createNetwork } from '../../registry.ts';
import { fixedNoise, noiseByImage } from './logitNoise.ts';
import { sampledLogits } from './sampledLogits.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

const shape: [number, number, number, number] = [1, 3, 4, 3];
const size = 36;
const random = (stream: number): RandomSource => new RandomSource({ seed: 4, stream, counter: 0 });
const normals = (stream: number): Float32Array => {
  const source = random(stream);
  return Float32Array.from({ length: size }, () => source.normal());
};

describe('sampledLogits', () => {
  test('without noise are the logarithms of the softmax', () => {
    tf.tidy(() => {
      const logits = tf.tensor4d(normals(0), shape);
      const got = sampledLogits(logits, tf.fill(shape, -60), fixedNoise).dataSync();
      tf.logSoftmax(logits).dataSync().forEach((value, at) => expect(got[at]).toBeCloseTo(value, 5));
    });
  });

  test('are the mean softmax over draws, by hand: it sums to 1, and cross entropy of it is the loss of the paper', () => {
    tf.tidy(() => {
      const [logits, logVariance] = [tf.tensor4d(normals(0), shape), tf.tensor4d(normals(1), shape)];
      const draws = noiseByImage(random(2))(shape);
      const sampled = sampledLogits(logits, logVariance, () => draws);
      const [z, s, e] = [logits.dataSync(), logVariance.dataSync(), draws.map((draw) => draw.dataSync())];
      const wanted = Array.from({ length: size / 3 }, (_none, pixel) => {
        const mean = [0, 0, 0];
        for (const draw of e) {
          const noisy = mean.map((_value, index) => Math.exp(z[3 * pixel + index]! + Math.exp(s[3 * pixel + index]! / 2) * draw[3 * pixel + index]!));
          const sum = noisy.reduce((all, value) => all + value, 0);
          noisy.forEach((value, index) => (mean[index]! += value / sum / e.length));
        }
        return mean;
      });
      const got = tf.softmax(sampled).dataSync();
      wanted.flat().forEach((value, at) => expect(got[at]).toBeCloseTo(value, 5));
      const labels = Array.from({ length: size / 3 }, (_none, pixel) => pixel % 3);
      const target = tf.oneHot(tf.tensor3d(labels, [1, 3, 4], 'int32'), 3).cast<tf.Tensor4D>('float32');
      const loss = labels.reduce((sum, label, pixel) => sum - Math.log(wanted[pixel]![label]!), 0) / labels.length;
      expect(segmentationLoss(sampled, target).crossEntropy.dataSync()[0]).toBeCloseTo(loss, 5);
    });
  });

  test('have the slope of finite differences, by the logits and by the log variance', () => {
    const draws = noiseByImage(random(5))(shape);
    const [logits, logVariance] = [tf.tensor4d(normals(0), shape), tf.tensor4d(normals(1), shape)];
    const labels = tf.oneHot(tf.tensor3d(Array.from({ length: 12 }, (_none, at) => (at * 2) % 3), [1, 3, 4], 'int32'), 3).cast<tf.Tensor4D>('float32');
    const lossOf = (z: tf.Tensor, s: tf.Tensor): tf.Scalar => segmentationLoss(sampledLogits(z as tf.Tensor4D, s as tf.Tensor4D, () => draws), labels).total;
    checkGradient((x) => lossOf(x, logVariance), normals(0), (values) => tf.tensor4d(values, shape));
    checkGradient((x) => lossOf(logits, x), normals(1), (values) => tf.tensor4d(values, shape));
    tf.dispose([...draws, logits, logVariance, labels]);
  });

  test('stay numbers whatever the head says', () => {
    tf.tidy(() => {
      const logits = tf.tensor4d([900, -900], [1, 1, 1, 2]);
      for (const logVariance of [-500, 500]) {
        const values = tf.softmax(sampledLogits(logits, tf.fill([1, 1, 1, 2], logVariance), fixedNoise)).dataSync();
        expect(values[0]! + values[1]!).toBeCloseTo(1, 5);
      }
    });
  });

  test('noise makes a sure prediction less sure, and leaves the order of two classes as it is', () => {
    tf.tidy(() => {
      const logits = tf.tensor4d([3, 0], [1, 1, 1, 2]);
      const of = (logVariance: number): number => tf.softmax(sampledLogits(logits, tf.fill([1, 1, 1, 2], logVariance), fixedNoise)).dataSync()[0]!;
      expect(of(-20)).toBeCloseTo(1 / (1 + Math.exp(-3)), 5);
      expect(of(3)).toBeLessThan(of(0));
      expect(of(3)).toBeGreaterThan(0.5);
    });
  });
});

describe('noise', () => {
  test('of a prediction is the same at every time and place, its mean 0', () => {
    tf.tidy(() => {
      const [first, second] = [fixedNoise([1, 8, 8, 3]), fixedNoise([2, 32, 16, 3])];
      const [ours, theirs] = [first, second].map((draws) => tf.concat(draws).dataSync());
      expect([...ours!]).toEqual([...theirs!]);
      expect(first[0]!.shape).toEqual([1, 1, 1, 3]);
      tf.addN(first).dataSync().forEach((value) => expect(value).toBeCloseTo(0, 5));
    });
  });

  test('of training follows from its key alone, differs from pixel to pixel, and covers odd sizes', () => {
    tf.tidy(() => {
      const draw = (stream: number): Float32Array => noiseByImage(random(stream))([2, 20, 36, 2])[0]!.dataSync<'float32'>();
      const values = draw(1);
      expect(values).toHaveLength(2 * 20 * 36 * 2);
      expect(draw(1)).toEqual(values);
      expect(draw(2)).not.toEqual(values);
      expect(new Set(values.subarray(0, 16 * 2)).size).toBe(32);
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
      expect(deviation).toBeGreaterThan(0.9);
      expect(deviation).toBeLessThan(1.1);
    });
  });
});

test('a network with noisy logits has a head for it after its own tensors, and predicts probabilities that sum to 1', () => {
  const config = { inputChannels: 1, classes: 3, width: 4, depth: 2 };
  const plain = createNetwork('unet', config, 'test');
  const member = memberNetwork(createNetwork('unet', { ...config, heteroscedastic: true }, 'test'));
  expect(member.network.config).toEqual({ ...plain.config, heteroscedastic: true });
  expect(member.network.parameterSpecs.slice(0, plain.parameterSpecs.length)).toEqual(plain.parameterSpecs);
  expect(member.trunk.specs.at(-1)).toMatchObject({ name: 'heteroscedastic.logVariance.bias', shape: [3] });
  const loaded = loadMember(member, startingValues(member));
  tf.tidy(() => {
    const input = tf.randomNormal<tf.Rank.R4>([1, 16, 24, 1], 0, 1, 'float32', 7);
    const run = (): Float32Array => predictMember(member, loaded, input, { temperature: 1 }).probabilities.dataSync<'float32'>();
    const probabilities = run();
    for (let at = 0; at < probabilities.length; at += 3) expect(probabilities[at]! + probabilities[at + 1]! + probabilities[at + 2]!).toBeCloseTo(1, 5);
    expect(run()).toEqual(probabilities);
  });
  disposeMember(loaded);
});
