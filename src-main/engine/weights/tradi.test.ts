import { beforeAll, describe, expect, test } from 'vitest';
import { countParameters, initialValues } from '../../../models/parameters.ts';
import { normalNoise } from '../../core/random/normalNoise.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { correlatedNoise } from './correlatedNoise.ts';
import { kalmanTracker } from './kalmanTracker.ts';
import { describeScheme, smallNetworks, sourceOf } from './testing/describeScheme.ts';
import { trainToy } from './testing/trainToy.ts';
import { tradi } from './tradi.ts';
import type { TradiSettings } from './tradi.ts';

const settings: TradiSettings = { stateNoise: 0.1, measurementNoise: 1, correlationLength: 1, frequencies: 10 };
/** Where the gain ends up: the root of K² + qK - q, q the ratio of the noises' variances. */
const gain = (-0.01 + Math.sqrt(0.01 ** 2 + 4 * 0.01)) / 2;

beforeAll(async () => void (await chooseBackend()));

describeScheme({ name: 'TRADI', build: (network) => tradi(network, settings), size: countParameters, isRandom: false });

/** @param path [step][weight] @param gradients as the path @returns what is kept after each step but the first */
function followed(path: readonly Float32Array[], gradients: readonly Float32Array[], learningRate: number): Float32Array[] {
  const tracker = kalmanTracker(settings);
  let kept = tf.tensor1d(tracker.initial(path[0]!));
  const all: Float32Array[] = [];
  for (let step = 1; step < path.length; step++) {
    const next = tf.tidy(() =>
      tracker.next(kept, { values: tf.tensor1d(path[step]!), gradient: tf.tensor1d(gradients[step]!), learningRate, step, totalSteps: path.length - 1 }),
    );
    kept.dispose();
    kept = next;
    all.push(Float32Array.from(kept.dataSync()));
  }
  kept.dispose();
  return all;
}

const meanOf = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the filter', () => {
  const weights = 4000;
  const noise = (step: number): Float32Array => normalNoise(sourceOf(100 + step), weights);
  const still = Array.from({ length: 81 }, () => new Float32Array(weights));

  test('follows one weight as worked in double precision', () => {
    const path = [0.5, 0.7, 0.4, 0.9];
    const slopes = [0, -3, 2, 1];
    const wanted: number[][] = [];
    let [mean, variance, slope, uncertainty] = [0.5, 0, 0, 1];
    for (let step = 1; step < 4; step++) {
      const k = (uncertainty + 0.01) / (uncertainty + 1.01);
      const forecast = mean - 0.1 * slopes[step]!;
      const nextMean = forecast + k * (path[step]! - forecast);
      const nextSlope = slope + k * (slopes[step]! - slope);
      const before = variance + 0.1 ** 2 * (slopes[step]! - slope) * (slopes[step]! - nextSlope);
      variance = before + k * ((path[step]! - forecast) * (path[step]! - nextMean) - before);
      [mean, slope, uncertainty] = [nextMean, nextSlope, k];
      wanted.push([mean, variance, slope, uncertainty]);
    }
    const got = followed(path.map((value) => Float32Array.of(value)), slopes.map((value) => Float32Array.of(value)), 0.1);
    got.forEach((kept, at) => kept.forEach((value, part) => expect(value).toBeCloseTo(wanted[at]![part]!, 6)));
  });

  test('has the gain of the steady state in the end', () => {
    expect(followed(still, still, 0).at(-1)!.at(-1)).toBeCloseTo(gain, 5);
  });

  test('keeps a weight that stands still, without any variance', () => {
    const path = still.map(() => noise(0));
    const kept = followed(path, still, 0).at(-1)!;
    kept.subarray(0, weights).forEach((mean, at) => expect(mean).toBeCloseTo(path[0]![at]!, 5));
    expect(kept.subarray(weights, 2 * weights).reduce((most, each) => Math.max(most, each), 0)).toBeLessThan(1e-12);
  });

  test('finds mean and variance of a weight that shakes around a place', () => {
    const path = still.map((_none, step) => noise(step).map((each) => 3 + 0.2 * each));
    const kept = followed(path, still, 0).at(-1)!;
    expect(meanOf(kept.subarray(0, weights))).toBeCloseTo(3, 2);
    // Welford's product with a constant gain: 2 (1 - K) / (2 - K) of the variance.
    expect(meanOf(kept.subarray(weights, 2 * weights)) / ((0.2 ** 2 * 2 * (1 - gain)) / (2 - gain))).toBeCloseTo(1, 1);
  });

  test('of a random walk without a gradient lags as a filter does, and knows by how much', () => {
    const path = [new Float32Array(weights)];
    for (let step = 1; step < still.length; step++) path.push(noise(step).map((each, at) => path[step - 1]![at]! + 0.1 * each));
    const kept = followed(path, still, 0).at(-1)!;
    // Surprises e(t) = (1 - K) e(t-1) + step have the variance step² / (K (2 - K)); 1 - K of it is measured.
    const wanted = ((1 - gain) * 0.1 ** 2) / (gain * (2 - gain));
    expect(Math.abs(meanOf(kept.subarray(weights, 2 * weights)) / wanted - 1)).toBeLessThan(0.05);
  });

  test('of gradient descent with noisy slopes sums their variance up, as far back as it looks', () => {
    const slopes = still.map((_none, step) => noise(step).map((each) => 1 + 2 * each));
    const path = [new Float32Array(weights)];
    for (let step = 1; step < still.length; step++) path.push(slopes[step]!.map((slope, at) => path[step - 1]![at]! - 0.1 * slope));
    const kept = followed(path, slopes, 0.1).at(-1)!;
    // The step is foreseen, so nothing is measured: σ² = (1 - K)(σ² + variance of a step), about its mean as Welford has it.
    const ofStep = (0.1 * 2) ** 2 * ((2 * (1 - gain)) / (2 - gain));
    expect(Math.abs(meanOf(kept.subarray(weights, 2 * weights)) / (((1 - gain) / gain) * ofStep) - 1)).toBeLessThan(0.05);
    kept.subarray(0, weights).forEach((mean, at) => expect(mean).toBeCloseTo(path.at(-1)![at]!, 4));
  });
});

describe('correlated noise', () => {
  const mean = Float32Array.of(0, 0.1, 1, 3);
  const deviation = Float32Array.of(0.5, 0.5, 0.7, 0.1);
  const draws = 8000;
  const spread = (values: Float32Array): number => Math.sqrt(meanOf(values.map((value) => (value - meanOf(values)) ** 2)));

  test('has the covariance of the squared exponential kernel', () => {
    const source = sourceOf(1);
    const drawn = Array.from({ length: draws }, () => correlatedNoise({ mean, deviation }, { correlationLength: 1.5, frequencies: 10 }, source));
    for (let first = 0; first < 4; first++) {
      for (let second = 0; second < 4; second++) {
        const distance = Math.hypot((mean[first]! - mean[second]!) / (1.5 * spread(mean)), (deviation[first]! - deviation[second]!) / (1.5 * spread(deviation)));
        const found = drawn.reduce((sum, each) => sum + each[first]! * each[second]!, 0) / draws;
        expect(Math.abs(found - Math.exp(-0.5 * distance ** 2))).toBeLessThan(0.06);
      }
    }
  });

  test('is one number for weights that are all alike', () => {
    const noise = correlatedNoise({ mean: new Float32Array(5).fill(2), deviation: new Float32Array(5).fill(0.1) }, settings, sourceOf(2));
    noise.forEach((each) => expect(each).toBeCloseTo(noise[0]!, 5));
  });
});

describe('members', () => {
  const { specs } = smallNetworks[0]!;
  const count = countParameters(specs);
  const weights = initialValues(specs, 'trained', sourceOf(0));
  const tracked = (variance: number): Float32Array => {
    const kept = new Float32Array(3 * count + 1);
    kept.set(weights);
    return kept.fill(variance, count, 2 * count);
  };

  test('are the plain network where nothing varies', () => {
    for (const correlationLength of [0, 1]) {
      const members = tradi({ specs }, { ...settings, correlationLength }).members({ values: weights, tracked: tracked(0) }, 2, sourceOf(1));
      for (const member of members) member.forEach((weight, at) => expect(weight).toBe(weights[at]));
    }
  });

  test('scatter by the tracked deviation, whether correlated or not', () => {
    for (const correlationLength of [0, 0.5]) {
      const members = tradi({ specs }, { ...settings, correlationLength }).members({ values: weights, tracked: tracked(0.04) }, 500, sourceOf(2));
      const square = members.reduce((sum, member) => sum + member.reduce((inner, weight, at) => inner + (weight - weights[at]!) ** 2, 0), 0);
      expect(Math.abs(square / (500 * count) / 0.04 - 1)).toBeLessThan(0.1);
    }
  });
});

test('learns a curve, and its members differ most where there was no data', () => {
  const { before, after, spreadNear, spreadFar } = trainToy((network) => tradi(network, { ...settings, correlationLength: 0 }), { steps: 200, learningRate: 0.02 });
  expect(after).toBeLessThan(before / 5);
  expect(spreadFar).toBeGreaterThan(spreadNear);
});
