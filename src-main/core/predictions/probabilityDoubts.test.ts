import { describe, expect, test } from 'vitest';
import { RandomSource } from '../random/RandomSource.ts';
import { largestMeanVariance, meanVariance, probabilityDoubts } from './probabilityDoubts.ts';

const near = (values: Float32Array, wanted: readonly number[]): void => wanted.forEach((value, at) => expect(values[at]).toBeCloseTo(value, 6));

describe('doubts of probabilities', () => {
  test('by hand: sure, even, and a second that comes before or after the first', () => {
    const { margin, maximumProbability } = probabilityDoubts(Float32Array.of(1, 0, 0, 0.4, 0.4, 0.2, 0.3, 0.6, 0.1, 0.6, 0.1, 0.3), 3);
    near(margin, [0, 1, 0.7, 0.7]);
    near(maximumProbability, [0, 0.6, 0.4, 0.4]);
  });

  test('of two classes the one is twice the other', () => {
    const random = new RandomSource({ seed: 5, stream: 0, counter: 0 });
    const probabilities = new Float32Array(40);
    for (let at = 0; at < 40; at += 2) probabilities.set([(probabilities[at] = random.uniform()), 1 - probabilities[at]!], at);
    const { margin, maximumProbability } = probabilityDoubts(probabilities, 2);
    margin.forEach((value, at) => expect(value).toBeCloseTo(2 * maximumProbability[at]!, 6));
    expect(Math.max(...maximumProbability)).toBeLessThanOrEqual(0.5);
  });

  test('variance is a mean over the classes, largest where sure members are split evenly', () => {
    near(meanVariance(Float32Array.of(0.25, 0.25, 0, 0.1), 2), [0.25, 0.05]);
    // Three members, each sure of another of three classes: the variance of 1, 0, 0 is 2 / 9.
    near(meanVariance(Float32Array.of(2 / 9, 2 / 9, 2 / 9), 3), [largestMeanVariance(3)]);
    expect(largestMeanVariance(2)).toBe(0.25);
  });
});
