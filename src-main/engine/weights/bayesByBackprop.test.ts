import { beforeAll, describe, expect, test } from 'vitest';
import { countParameters, initialValues } from '../../../models/parameters.ts';
import { normalNoise } from '../../core/random/normalNoise.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { bayesByBackprop } from './bayesByBackprop.ts';
import type { BayesByBackpropSettings } from './bayesByBackprop.ts';
import { describeScheme, smallNetworks, sourceOf } from './testing/describeScheme.ts';
import { perceptron } from './testing/perceptron.ts';
import { trainToy } from './testing/trainToy.ts';
import { divergenceFromGaussian, sampledDivergenceFromMixture } from './weightPriors.ts';

const settings: BayesByBackpropSettings = { prior: 'scaleMixture', wideShare: 0.5, wideDeviation: 1, narrowDeviation: 0.3, priorDeviation: 0.7, initialDeviation: 0.05, penaltyWeight: 1 };
const size = (specs: Parameters<typeof countParameters>[0]): number => 2 * countParameters(specs);

beforeAll(async () => void (await chooseBackend()));

describeScheme({ name: 'scale mixture', build: (network) => bayesByBackprop(network, settings), size, isRandom: true });
describeScheme({ name: 'Gaussian prior', build: (network) => bayesByBackprop(network, { ...settings, prior: 'gaussian' }), size, isRandom: true });

const { specs } = smallNetworks[0]!;
const count = countParameters(specs);
const weights = initialValues(specs, 'trained', sourceOf(0));
const scheme = bayesByBackprop({ specs }, settings);

describe('members', () => {
  test('are the mean where the deviations vanish', () => {
    const values = scheme.initial(weights, sourceOf(1)).fill(-200, count);
    // Adding 0 makes 0 of -0.
    for (const member of scheme.members({ values, tracked: new Float32Array(0) }, 2, sourceOf(2))) expect(member.map((weight) => weight + 0)).toEqual(weights);
  });

  test('scatter around the mean by the initial deviation, scales not at all', () => {
    const values = scheme.initial(weights, sourceOf(1));
    const members = scheme.members({ values, tracked: new Float32Array(0) }, 300, sourceOf(2));
    let offset = 0;
    for (const { name, shape } of specs) {
      const length = shape.reduce((product, side) => product * side, 1);
      const squares = members.flatMap((member) => Array.from({ length }, (_none, at) => (member[offset + at]! - weights[offset + at]!) ** 2));
      const deviation = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
      if (name.endsWith('.scale')) expect(deviation).toBe(0);
      else expect(Math.abs(deviation / 0.05 - 1)).toBeLessThan(4 / Math.sqrt(2 * squares.length));
      offset += length;
    }
  });
});

describe('divergence', () => {
  const mean = [0.3, -1, 0.01];
  const deviation = [0.2, 0.7, 0.05];
  const gaussian = (noise: Float32Array) => {
    const repeats = noise.length / mean.length;
    const repeated = (values: readonly number[]): tf.Tensor1D => tf.tile(tf.tensor1d([...values]), [repeats]);
    const parts = { mean: repeated(mean), deviation: repeated(deviation), noise: tf.tensor1d(noise), isRandom: tf.ones<tf.Rank.R1>([noise.length]) };
    return { ...parts, drawn: parts.mean.add<tf.Tensor1D>(parts.deviation.mul(parts.noise)) };
  };

  test('from a Gaussian in closed form is the mean of ln q - ln p over draws', () => {
    const draws = 100_000;
    const noise = normalNoise(sourceOf(3), mean.length * draws);
    let sum = 0;
    noise.forEach((epsilon, at) => {
      const [m, d] = [mean[at % 3]!, deviation[at % 3]!];
      sum += -Math.log(d) - epsilon ** 2 / 2 + Math.log(0.7) + (m + d * epsilon) ** 2 / (2 * 0.7 ** 2);
    });
    const closed = tf.tidy(() => divergenceFromGaussian(gaussian(new Float32Array(3)), 0.7).dataSync()[0]!);
    expect(Math.abs(sum / draws - closed)).toBeLessThan(0.02);
  });

  test('of the prior itself is nothing', () => {
    const found = tf.tidy(() => {
      const nothing = tf.zeros<tf.Rank.R1>([1]);
      return divergenceFromGaussian({ mean: nothing, deviation: tf.tensor1d([0.7]), noise: nothing, drawn: nothing, isRandom: tf.ones([1]) }, 0.7).dataSync()[0];
    });
    expect(found).toBeCloseTo(0, 6);
  });

  test('from the mixture is what the densities say, worked in double precision', () => {
    const noise = Float32Array.of(0.5, -1.2, 2);
    const mixture = { wideShare: 0.25, wideDeviation: 1, narrowDeviation: 0.0025 };
    const density = (x: number, d: number): number => Math.exp(-(x ** 2) / (2 * d ** 2)) / (d * Math.sqrt(2 * Math.PI));
    const wanted = [...noise].reduce((sum, epsilon, at) => {
      const drawn = mean[at]! + deviation[at]! * epsilon;
      const posterior = density(drawn - mean[at]!, deviation[at]!);
      return sum + Math.log(posterior) - Math.log(0.25 * density(drawn, 1) + 0.75 * density(drawn, 0.0025));
    }, 0);
    expect(tf.tidy(() => sampledDivergenceFromMixture(gaussian(noise), mixture).dataSync()[0]!)).toBeCloseTo(wanted, 4);
  });

  test('leaves out what is a point', () => {
    const of = (values: number[]): tf.Tensor1D => tf.tensor1d(values);
    const sums = tf.tidy(() => {
      const one = { mean: of([0.3]), deviation: of([0.2]), noise: of([0.4]), drawn: of([0.38]), isRandom: of([1]) };
      const two = { mean: of([0.3, 9]), deviation: of([0.2, 3]), noise: of([0.4, 0]), drawn: of([0.38, 9]), isRandom: of([1, 0]) };
      return [one, two].map((each) => [divergenceFromGaussian(each, 0.7).dataSync()[0], sampledDivergenceFromMixture(each, settings).dataSync()[0]]);
    });
    expect(sums[1]).toEqual(sums[0]);
  });
});

test('its penalty counts as much as is asked', () => {
  const penaltyAt = (penaltyWeight: number): number =>
    tf.tidy(() => {
      const weighted = bayesByBackprop({ specs }, { ...settings, penaltyWeight });
      return weighted.draw(tf.tensor1d(weighted.initial(weights, sourceOf(1))), sourceOf(5)).penalty!.dataSync()[0]!;
    });
  expect(penaltyAt(0.1) / penaltyAt(1)).toBeCloseTo(0.1, 5);
  expect(penaltyAt(0)).toBe(0);
});

test('learns a curve, and knows least where there was no data', () => {
  const { before, after, spreadNear, spreadFar } = trainToy((network) => bayesByBackprop(network, { ...settings, prior: 'gaussian', priorDeviation: 1 }), { steps: 250, learningRate: 0.02 });
  expect(after).toBeLessThan(before / 10);
  expect(spreadFar).toBeGreaterThan(1.2 * spreadNear);
});

test('learns with the mixture as well', () => {
  const { before, after } = trainToy((network) => bayesByBackprop(network, { ...settings, narrowDeviation: Math.exp(-6) }), { steps: 250, learningRate: 0.02 });
  expect(after).toBeLessThan(before / 5);
});

test('goes around a function that is no network of models/', () => {
  const small = perceptron({ input: 1, hidden: 2, output: 1 });
  expect(bayesByBackprop(small, settings).size).toBe(2 * countParameters(small.specs));
});
