import { beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { decomposeUncertainty } from '../../core/uncertainty/decompose.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { reduceEnsemble } from './reduceEnsemble.ts';

beforeAll(async () => void (await chooseBackend()));

const [members, height, width, classes] = [3, 5, 4, 3];
const pixels = height * width;

function randomProbabilities(): Float32Array {
  const random = new RandomSource({ seed: 2, stream: 0, counter: 0 });
  const values = new Float32Array(members * pixels * classes);
  for (let start = 0; start < values.length; start += classes) {
    // Every seventh is quite sure, to try the logarithm of zero.
    const weights = start % 7 === 0 ? [1, 0, 0] : Array.from({ length: classes }, () => random.uniform());
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    weights.forEach((weight, index) => (values[start + index] = weight / total));
  }
  return values;
}

describe('reduceEnsemble', () => {
  test('agrees with the reference in the core', () => {
    const probabilities = randomProbabilities();
    const wanted = decomposeUncertainty(probabilities, { members, pixels, classes });
    tf.tidy(() => {
      const got = reduceEnsemble(tf.tensor5d(probabilities, [members, 1, height, width, classes]));
      expect(got.mean.shape).toEqual([1, height, width, classes]);
      for (const kind of ['predictiveEntropy', 'mutualInformation', 'expectedEntropy'] as const) {
        expect(got[kind].shape).toEqual([1, height, width]);
        const values = got[kind].dataSync();
        wanted[kind].forEach((value, pixel) => expect(values[pixel]).toBeCloseTo(value, 5));
      }
      expect([...got.prediction.dataSync()]).toEqual([...got.mean.argMax(3).dataSync()]);
    });
  });

  test('refuses probabilities without a member axis', () => {
    expect(() => reduceEnsemble(tf.zeros([1, 2, 2, 2]) as unknown as tf.Tensor5D)).toThrow(/wanted \[M,B,H,W,C\], got \[1,2,2,2\]/);
  });
});
