import { beforeAll, describe, expect, test } from 'vitest';
import type { ParameterSpec } from '../../../../models/Architecture.ts';
import { countParameters, initialValues } from '../../../../models/parameters.ts';
import { createNetwork } from '../../../../models/registry.ts';
import { normalNoise } from '../../../core/random/normalNoise.ts';
import { RandomSource } from '../../../core/random/RandomSource.ts';
import { chooseBackend } from '../../backends/chooseBackend.ts';
import { memberNetwork } from '../../ensemble/MemberNetwork.ts';
import { tf } from '../../tensorflow.ts';
import type { SchemeNetwork, WeightScheme } from '../WeightScheme.ts';
import { perceptron } from './perceptron.ts';

export interface SchemeCase {
  readonly name: string;
  /** With settings under which the penalty has no bend narrower than a hundredth. */
  readonly build: (network: SchemeNetwork) => WeightScheme;
  /** Length of the values for weights of these specs. */
  readonly size: (specs: readonly ParameterSpec[]) => number;
  /** Whether a draw depends on the random numbers. */
  readonly isRandom: boolean;
}

export const sourceOf = (counter: number): RandomSource => new RandomSource({ seed: 5, stream: 1, counter });

/** A small segmentation network, and a function that is none. */
export const smallNetworks: readonly { readonly what: string; readonly specs: readonly ParameterSpec[] }[] = [
  { what: 'a U-Net', specs: memberNetwork(createNetwork('unet', { inputChannels: 1, classes: 2, width: 2, depth: 1 }, 'test')).trunk.specs },
  { what: 'a perceptron', specs: perceptron({ input: 2, hidden: 5, output: 1 }).specs },
];

/** Of the finite differences, in each value's deviations. */
const smallStep = 2e-3;

/** Tries what every scheme promises: sizes, random numbers that are repeated, a right gradient, nothing left in memory. */
export function describeScheme({ name, build, size, isRandom }: SchemeCase): void {
  describe.each(smallNetworks)(`${name} of $what`, ({ specs }) => {
    const count = countParameters(specs);
    const scheme = build({ specs });
    let values: Float32Array;

    beforeAll(async () => {
      await chooseBackend();
      values = scheme.initial(initialValues(specs, 'trained', sourceOf(0)), sourceOf(1));
    });

    const drawn = (counter: number): number[][] =>
      tf.tidy(() => scheme.draw(tf.tensor1d(values), sourceOf(counter)).weights.map((weights) => [...weights.dataSync()]));

    test('has the length it says, and as many networks, each with all weights', () => {
      expect([scheme.size, values.length]).toEqual([size(specs), size(specs)]);
      expect(drawn(2).map(({ length }) => length)).toEqual(Array.from({ length: scheme.networksPerDraw }, () => count));
    });

    test(isRandom ? 'equal keys draw alike, others otherwise' : 'draws the same whatever the key', () => {
      expect(drawn(3)).toEqual(drawn(3));
      if (isRandom) expect(drawn(4)).not.toEqual(drawn(3));
      else expect(drawn(4)).toEqual(drawn(3));
    });

    test('the gradient of a draw is that of finite differences', () => {
      tf.tidy(() => {
        const at = tf.tensor1d(values);
        const gradient = tf.grad((moved) => drawnLoss(scheme, moved as tf.Tensor1D))(at);
        const length = gradient.norm().dataSync()[0]!;
        // Along random directions, each of which goes through all values: a step of some, one by one, would take long.
        for (let direction = 0; direction < 6; direction++) {
          const towards = tf.tensor1d(normalNoise(sourceOf(20 + direction), scheme.size));
          const moved = (by: number): number => drawnLoss(scheme, at.add(towards.mul(by))).dataSync()[0]!;
          const slope = (moved(smallStep) - moved(-smallStep)) / (2 * smallStep);
          expect(Math.abs(slope - gradient.mul(towards).sum().dataSync()[0]!) / length).toBeLessThan(0.01);
        }
      });
    });

    test('leaves no tensor behind', () => {
      const before = tf.memory().numTensors;
      tf.tidy(() => {
        tf.grad((moved) => drawnLoss(scheme, moved as tf.Tensor1D))(tf.tensor1d(values));
        const { tracker } = scheme;
        if (!tracker) return;
        const kept = tf.tensor1d(tracker.initial(values));
        const step = { values: tf.tensor1d(values), gradient: tf.tensor1d(values), learningRate: 0.1, step: 9, totalSteps: 10 };
        expect(tracker.next(kept, step).shape).toEqual(kept.shape);
      });
      expect(tf.memory().numTensors).toBe(before);
      const tracked = scheme.tracker?.initial(values) ?? new Float32Array(0);
      expect(scheme.members({ values, tracked }, 2, sourceOf(6)).every(({ length }) => length === count)).toBe(true);
      expect(tf.memory().numTensors).toBe(before);
    });

    test('equal keys give equal members', () => {
      const members = (counter: number): Float32Array[] =>
        scheme.members({ values, tracked: scheme.tracker?.initial(values) ?? new Float32Array(0) }, 3, sourceOf(counter));
      expect(members(7)).toEqual(members(7));
    });
  });
}

/** Some smooth function of all drawn weights, with the penalty. */
function drawnLoss(scheme: WeightScheme, values: tf.Tensor1D): tf.Scalar {
  const { weights, penalty } = scheme.draw(values, sourceOf(5));
  const scale = 1 / Math.sqrt(scheme.size);
  const sum = weights.reduce((before, each, index) => {
    const slopes = tf.cos(tf.range(0, each.size).mul(index + 1));
    return before.add<tf.Scalar>(tf.sin(each).mul(slopes).sum<tf.Scalar>().mul(scale));
  }, tf.scalar(0));
  return penalty ? sum.add<tf.Scalar>(penalty.mul(scale ** 2)) : sum;
}
