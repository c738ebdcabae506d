import { beforeAll, describe, expect, test } from 'vitest';
import type { ParameterSpec } from '../../../models/Architecture.ts';
import { countParameters } from '../../../models/parameters.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { swag } from './swag.ts';
import type { SwagSettings } from './swag.ts';
import { describeScheme, sourceOf } from './testing/describeScheme.ts';
import { trainToy } from './testing/trainToy.ts';

const settings: SwagSettings = { startShare: 0.5, collections: 5, rank: 3 };
const specs: ParameterSpec[] = [{ name: 'kernel', shape: [2, 2], initialiser: 'lecunNormal', role: 'trained' }];

beforeAll(async () => void (await chooseBackend()));

describeScheme({ name: 'SWAG', build: (network) => swag(network, settings), size: countParameters, isRandom: false });

/** @param path weights after each step, the start first @returns what is kept at the end */
function followed(path: readonly (readonly number[])[], with_: SwagSettings = settings): Float32Array {
  const tracker = swag({ specs }, with_).tracker!;
  return tf.tidy(() => {
    let kept = tf.tensor1d(tracker.initial(Float32Array.from(path[0]!)));
    for (let step = 1; step < path.length; step++) {
      const values = tf.tensor1d([...path[step]!]);
      kept = tracker.next(kept, { values, gradient: values, learningRate: 0.1, step, totalSteps: path.length - 1 });
    }
    return Float32Array.from(kept.dataSync());
  });
}

/** Steps 1 … 10: the second half is collected. */
const path = Array.from({ length: 11 }, (_none, step) => [step < 6 ? 100 : step, 2 * Math.sin(step), -Math.cos(3 * step), 7]);
const collected = path.slice(6);
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const column = (weight: number, of: readonly (readonly number[])[] = collected): number[] => of.map((weights) => weights[weight]!);

describe('what is collected', () => {
  test('is mean and variance of the second half, worked in double precision', () => {
    const kept = followed(path);
    for (let weight = 0; weight < 4; weight++) {
      const mean = meanOf(column(weight));
      expect(kept[weight]).toBeCloseTo(mean, 5);
      expect(kept[4 + weight]).toBeCloseTo(meanOf(column(weight).map((value) => (value - mean) ** 2)), 4);
    }
    expect(kept.at(-1)).toBe(5);
  });

  test('and the last deviations from the running mean, the newest at the end', () => {
    const kept = followed(path);
    for (let back = 0; back < 3; back++) {
      const until = collected.slice(0, 5 - back);
      for (let weight = 0; weight < 4; weight++) {
        expect(kept[8 + 4 * (2 - back) + weight]).toBeCloseTo(until.at(-1)![weight]! - meanOf(column(weight, until)), 5);
      }
    }
  });

  test('is every other step where half as many are wanted', () => {
    expect(followed(path, { ...settings, collections: 2 }).at(-1)).toBe(2);
  });
});

describe('members', () => {
  const sample = (tracked: Float32Array, count: number): Float32Array[] => swag({ specs }, settings).members({ values: new Float32Array(4), tracked }, count, sourceOf(1));

  test('of weights that stand still have no spread', () => {
    const [first, second] = sample(followed(path.map(() => [0.1, -2, 3, 1e-3])), 2);
    expect(first).toEqual(Float32Array.of(0.1, -2, 3, 1e-3));
    expect(second).toEqual(first);
  });

  test('have mean and covariance of the formula', () => {
    const kept = followed(path);
    const count = 20_000;
    const members = sample(kept, count);
    for (let first = 0; first < 4; first++) {
      for (let second = 0; second < 4; second++) {
        let wanted = first === second ? kept[4 + first]! / 2 : 0;
        for (let deviation = 0; deviation < 3; deviation++) wanted += (kept[8 + 4 * deviation + first]! * kept[8 + 4 * deviation + second]!) / (2 * 2);
        const found = members.reduce((sum, member) => sum + (member[first]! - kept[first]!) * (member[second]! - kept[second]!), 0) / count;
        expect(Math.abs(found - wanted)).toBeLessThan(0.1);
      }
      expect(Math.abs(members.reduce((sum, member) => sum + member[first]!, 0) / count - kept[first]!)).toBeLessThan(0.06);
    }
  });

  test('before anything is collected are the start', () => {
    const tracker = swag({ specs }, settings).tracker!;
    expect(sample(tracker.initial(Float32Array.of(1, 2, 3, 4)), 1)).toEqual([Float32Array.of(1, 2, 3, 4)]);
  });
});

test('learns a curve, and its members differ most where there was no data', () => {
  const { before, after, spreadNear, spreadFar } = trainToy((network) => swag(network, { startShare: 0.5, collections: 50, rank: 10 }), { steps: 200, learningRate: 0.02 });
  expect(after).toBeLessThan(before / 5);
  expect(spreadFar).toBeGreaterThan(2 * spreadNear);
});

test('a variance that rounding left just below 0 is none', () => {
  const tracked = followed([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4]]);
  tracked.fill(-1e-12, 4, 8);
  const [member] = swag({ specs }, settings).members({ values: new Float32Array(4), tracked }, 1, sourceOf(1));
  expect(member).toEqual(Float32Array.of(1, 2, 3, 4));
});
