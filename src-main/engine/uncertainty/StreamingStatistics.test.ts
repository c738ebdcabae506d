import { beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { reduceEnsemble } from './reduceEnsemble.ts';
import { StreamingStatistics } from './StreamingStatistics.ts';

beforeAll(async () => void (await chooseBackend()));

const [height, width] = [7, 9];
const pixels = height * width;

/** Members of random probabilities; every fifth pixel of a member is quite sure, to try the logarithms of 0 and 1. */
function randomMembers(count: number, classes: number, seed: number): Float32Array[] {
  const random = new RandomSource({ seed, stream: 0, counter: 0 });
  return Array.from({ length: count }, () => {
    const values = new Float32Array(pixels * classes);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const sure = Math.floor(random.uniform() * classes);
      const isSure = random.uniform() < 0.2;
      const weights = Array.from({ length: classes }, (_none, index) => (isSure ? Number(index === sure) : random.uniform() ** 4));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      weights.forEach((weight, index) => (values[pixel * classes + index] = weight / total));
    }
    return values;
  });
}

function statisticsOf(members: readonly Float32Array[], classes: number) {
  const statistics = new StreamingStatistics({ pixels, classes, variance: 'wanted' });
  const labels = members.map((member) => statistics.add(member));
  return { ...statistics.finish(), labels };
}

const kinds = ['mean', 'predictiveEntropy', 'mutualInformation', 'expectedEntropy'] as const;

function largestDifference(first: ArrayLike<number>, second: ArrayLike<number>): number {
  let largest = first.length === second.length ? 0 : Infinity;
  for (let at = 0; at < first.length; at++) largest = Math.max(largest, Math.abs(first[at]! - second[at]!));
  return largest;
}

describe.each([
  [1, 2],
  [2, 2],
  [5, 2],
  [3, 3],
  [16, 7],
  [4, 32],
])('statistics of %i members and %i classes', (count, classes) => {
  const members = randomMembers(count, classes, 100 * count + classes);
  const got = statisticsOf(members, classes);

  test('equal those of all members stacked', () => {
    tf.tidy(() => {
      const stacked = tf.stack(members.map((member) => tf.tensor4d(member, [1, height, width, classes]))) as tf.Tensor5D;
      const wanted = reduceEnsemble(stacked);
      for (const kind of kinds) expect(largestDifference(got[kind], wanted[kind].dataSync())).toBeLessThan(1e-6);
      expect(largestDifference(got.variance!, tf.moments(stacked, 0).variance.dataSync())).toBeLessThan(1e-6);
      members.forEach((_member, at) => {
        expect([...got.labels[at]!]).toEqual([...stacked.slice([at], [1]).argMax(4).dataSync()]);
      });
      // Two classes that come out alike but for rounding may be named either way.
      got.prediction.forEach((label, pixel) => {
        const best = Math.max(...got.mean.subarray(pixel * classes, (pixel + 1) * classes));
        expect(got.mean[pixel * classes + label]).toBe(best);
      });
    });
  });

  test('do not depend on the order of the members', () => {
    const turned = statisticsOf(members.toReversed(), classes);
    for (const kind of [...kinds, 'variance'] as const) expect(largestDifference(got[kind]!, turned[kind]!)).toBeLessThan(1e-6);
  });

  test('obey 0 ≤ mutual information ≤ entropy ≤ ln C and 0 ≤ variance ≤ 1/4', () => {
    for (let pixel = 0; pixel < pixels; pixel++) {
      expect(got.mutualInformation[pixel]).toBeGreaterThanOrEqual(0);
      expect(got.mutualInformation[pixel]).toBeLessThanOrEqual(got.predictiveEntropy[pixel]!);
      expect(got.predictiveEntropy[pixel]).toBeLessThanOrEqual(Math.log(classes) + 1e-6);
    }
    for (const value of got.variance!) expect(value >= 0 && value <= 0.25 + 1e-6).toBe(true);
  });

  test('of identical members are no disagreement', () => {
    const same = statisticsOf(Array.from({ length: count }, () => members[0]!), classes);
    expect(Math.max(...same.mutualInformation)).toBeLessThan(1e-6);
    expect(Math.max(...same.variance!)).toBeLessThan(1e-12);
    expect(largestDifference(same.mean, members[0]!)).toBe(0);
  });
});

test('keep no variance unasked, and refuse another length and no member', () => {
  const statistics = new StreamingStatistics({ pixels: 2, classes: 2 });
  expect(() => statistics.finish()).toThrow(/wanted a member/);
  expect(() => statistics.add(new Float32Array(3))).toThrow(/wanted 4 values, got 3/);
  statistics.add(Float32Array.of(1, 0, 0.25, 0.75));
  expect(statistics.finish().variance).toBeNull();
});
