import { beforeAll, describe, expect, test } from 'vitest';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { defaultRecipe } from '../../core/training/TrainingRecipe.ts';
import type { LossRecipe } from '../../core/training/TrainingRecipe.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { checkGradient } from '../testing/checkGradient.ts';
import { boundaryDistances, boundaryLoss } from './boundaryLoss.ts';
import { classWeights, countClasses, effectiveNumberWeights, medianFrequencyWeights } from './classWeights.ts';
import { focalLoss } from './focalLoss.ts';
import { lovaszLoss } from './lovaszLoss.ts';
import { segmentationLoss } from './segmentationLoss.ts';

beforeAll(async () => void (await chooseBackend()));

const shape: [number, number, number, number] = [2, 4, 4, 3];
const pixels = 32;
const labels = Uint8Array.from({ length: pixels }, (_, pixel) => (pixel % 5 === 0 ? 255 : pixel % 3));
const valueOf = (scalar: tf.Scalar): number => scalar.dataSync<'float32'>()[0]!;

function targetOf(of: ArrayLike<number>, size: [number, number, number, number] = shape): tf.Tensor4D {
  const values = Array.from(of).flatMap((label) => Array.from({ length: size[3] }, (_, index) => (index === label ? 1 : 0)));
  return tf.tensor4d(values, size);
}

function randomValues(stream: number): Float32Array {
  const random = new RandomSource({ seed: 4, stream, counter: 0 });
  return Float32Array.from({ length: pixels * 3 }, () => random.normal());
}

/** A recipe of one term. */
const only = (changes: Partial<LossRecipe>): LossRecipe => ({ ...defaultRecipe.loss, crossEntropy: 0, dice: 0, ...changes });
const weights = [0.5, 2, 1];
const distances = (): tf.Tensor4D => tf.tensor4d(boundaryDistances({ labels, size: 2, side: 4 }, 3), shape);
const lossOf = (recipe: LossRecipe) => (x: tf.Tensor, target = targetOf(labels)) =>
  segmentationLoss(x as tf.Tensor4D, target, { recipe, classWeights: weights, distances: distances() }).total;

const recipes: [string, LossRecipe][] = [
  ['cross entropy with class weights', only({ crossEntropy: 1 })],
  ['focal', only({ focal: 1 })],
  ['focal with a low exponent', only({ focal: 1, focusing: 0.5 })],
  ['Lovász', only({ lovasz: 1 })],
  ['boundary', only({ boundary: 1 })],
  ['all terms together', { ...defaultRecipe.loss, dice: 0.7, focal: 0.5, lovasz: 2, boundary: 0.1 }],
];

describe.each(recipes)('%s', (_name, recipe) => {
  test('its gradient agrees with finite differences', () => {
    checkGradient(lossOf(recipe), randomValues(3), (values) => tf.tensor4d(values, shape));
  });

  test('what the network says of unlabelled pixels changes neither its value nor its gradient, to the bit', () => {
    tf.tidy(() => {
      const run = (values: Float32Array) => {
        const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => lossOf(recipe)(x))(tf.tensor4d(values, shape));
        return { value: value.dataSync<'float32'>()[0]!, slopes: grad.dataSync<'float32'>() };
      };
      const values = randomValues(1);
      const before = run(values);
      for (let pixel = 0; pixel < pixels; pixel += 5) values.set([9, -9, 4], pixel * 3);
      const after = run(values);
      expect(after.value).toBe(before.value);
      before.slopes.forEach((slope, at) => {
        if (Math.floor(at / 3) % 5 === 0) expect(Math.abs(slope) + Math.abs(after.slopes[at]!)).toBe(0);
        else expect(after.slopes[at]).toBe(slope);
      });
    });
  });

  test('is finite, with a zero gradient, without any label', () => {
    tf.tidy(() => {
      const nowhere = new Uint8Array(pixels).fill(255);
      const empty = tf.tensor4d(boundaryDistances({ labels: nowhere, size: 2, side: 4 }, 3), shape);
      const loss = (x: tf.Tensor): tf.Tensor => segmentationLoss(x as tf.Tensor4D, targetOf(nowhere), { recipe, classWeights: weights, distances: empty }).total;
      const { value, grad } = tf.valueAndGrad(loss)(tf.tensor4d(randomValues(2), shape));
      expect(Number.isFinite(value.dataSync()[0])).toBe(true);
      expect(Math.max(...grad.abs().dataSync())).toBe(0);
    });
  });

  test('keeps no tensor', () => {
    const before = tf.memory().numTensors;
    tf.tidy(() => void tf.valueAndGrad((x: tf.Tensor) => lossOf(recipe)(x))(tf.tensor4d(randomValues(2), shape)));
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('segmentationLoss', () => {
  test('weighted cross entropy, worked by hand', () => {
    tf.tidy(() => {
      // ln 2 of a pixel of class 0 with weight 3, ln 4 of one of class 1 with weight 1, by the weights: (3 ln 2 + ln 4) / 4.
      const logits = tf.tensor4d([0, 0, Math.log(3), 0, 7, -7], [1, 1, 3, 2]);
      const settings = { recipe: only({ crossEntropy: 1 }), classWeights: [3, 1], distances: null };
      expect(valueOf(segmentationLoss(logits, targetOf([0, 1, 255], [1, 1, 3, 2]), settings).total)).toBeCloseTo((5 * Math.log(2)) / 4, 6);
    });
  });

  test('by default it is cross entropy + 1 - Dice, to the bit', () => {
    tf.tidy(() => {
      const { total, crossEntropy, dice } = segmentationLoss(tf.tensor4d(randomValues(1), shape), targetOf(labels));
      expect(valueOf(total)).toBe(valueOf(crossEntropy.add<tf.Scalar>(tf.sub(1, dice))));
    });
  });
});

describe('focalLoss', () => {
  const loss = (probability: number, focusing: number): number =>
    tf.tidy(() => valueOf(focalLoss(tf.log(tf.tensor4d([probability, 1 - probability], [1, 1, 1, 2])), targetOf([0], [1, 1, 1, 2]), focusing, tf.ones([1, 1, 1]))));

  test('is (1 - p)^gamma of cross entropy, worked by hand; gamma 0 gives cross entropy', () => {
    expect(loss(0.25, 2)).toBeCloseTo(0.75 ** 2 * Math.log(4), 6);
    expect(loss(0.9, 2)).toBeCloseTo(0.01 * -Math.log(0.9), 6);
    expect(loss(0.25, 0)).toBeCloseTo(Math.log(4), 6);
  });
});

describe('lovaszLoss', () => {
  const loss = (foreground: number[], truth: number[]): number =>
    tf.tidy(() => {
      const size: [number, number, number, number] = [1, 1, truth.length, 2];
      return valueOf(lovaszLoss(tf.tensor4d(foreground.flatMap((p) => [1 - p, p]), size), targetOf(truth, size)));
    });

  test('of a hard prediction it is 1 - IoU, the mean over the classes', () => {
    // Foreground: 1 in common, 3 in either. Background: 1 in common, 3 in either.
    expect(loss([1, 1, 0, 0], [1, 0, 0, 1])).toBeCloseTo(1 - 1 / 3, 6);
    expect(loss([1, 0], [1, 0])).toBeCloseTo(0, 6);
    // An unlabelled pixel is in no set; without a pixel of the foreground, the background alone counts: 1 in common of 2.
    expect(loss([1, 1, 0], [255, 0, 0])).toBeCloseTo(1 / 2, 6);
  });

  test('of a soft prediction, worked by hand by algorithm 1', () => {
    // Foreground: errors 0.7 (of truth 1), 0.4 (of truth 0); 1 - IoU up to them: 1, 1; slopes 1, 0.
    // Background: errors 0.7 (of truth 0), 0.4 (of truth 1); up to them: 1/2, 1; slopes 1/2, 1/2.
    expect(loss([0.3, 0.4], [1, 0])).toBeCloseTo((0.7 + 0.7 / 2 + 0.4 / 2) / 2, 6);
  });
});

describe('boundaryLoss', () => {
  // Two rows alike: class 1, class 1, class 0, not labelled.
  const strip = { labels: Uint8Array.of(1, 1, 0, 255, 1, 1, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255), size: 1, side: 4 };

  test('distances are negative inside, positive outside, 0 where nobody has labelled', () => {
    const ofClass1 = boundaryDistances(strip, 2).filter((_value, at) => at % 2 === 1);
    expect([...ofClass1.subarray(0, 8)]).toEqual([-1.5, -0.5, 0.5, 0, -1.5, -0.5, 0.5, 0]);
    expect(ofClass1.subarray(8).every((value) => value === 0)).toBe(true);
    expect(boundaryDistances({ ...strip, labels: new Uint8Array(16).fill(1) }, 2).every((value) => value === 0)).toBe(true);
  });

  test('is the mean of probability times distance, worked by hand', () => {
    tf.tidy(() => {
      const distances = tf.tensor4d(boundaryDistances(strip, 2), [1, 4, 4, 2]);
      const mask = tf.tensor3d(Array.from(strip.labels, (label) => (label === 255 ? 0 : 1)), [1, 4, 4]);
      const certain = targetOf(Array.from(strip.labels, (label) => (label === 255 ? 1 : label)), [1, 4, 4, 2]);
      expect(valueOf(boundaryLoss(certain, distances, mask))).toBeCloseTo((2 * (-1.5 - 0.5)) / 6, 6);
      expect(valueOf(boundaryLoss(tf.fill([1, 4, 4, 2], 0.5), distances, mask))).toBeCloseTo((2 * 0.5 * (-1.5 - 0.5 + 0.5)) / 6, 6);
    });
  });
});

describe('classWeights', () => {
  const images = [countClasses(Uint8Array.of(0, 0, 0, 1, 255), 3), countClasses(Uint8Array.of(0, 2, 2, 2, 2, 2, 2, 2), 3)];

  test('counts leave unlabelled pixels out', () => {
    expect(images).toEqual([[3, 1, 0], [1, 0, 7]]);
  });

  test('median frequency balancing, worked by hand', () => {
    // Frequencies: 4 of 12, 1 of 4 (the first image alone), 7 of 8. Their median is 1/3.
    expect(medianFrequencyWeights(images)).toEqual([expect.closeTo(1, 9), expect.closeTo(4 / 3, 9), expect.closeTo(8 / 21, 9)]);
  });

  test('effective number: equal at beta 0, towards the inverse frequency near 1, worked by hand between', () => {
    expect(effectiveNumberWeights(images, 0)).toEqual([1, 1, 1]);
    const nearOne = effectiveNumberWeights(images, 1 - 1e-9);
    expect(nearOne[1]! / nearOne[2]!).toBeCloseTo(7, 4);
    const half = effectiveNumberWeights(images, 0.5);
    expect(half[1]! / half[0]!).toBeCloseTo((1 - 0.5 ** 4) / (1 - 0.5), 9);
    expect(half[0]! + half[1]! + half[2]!).toBeCloseTo(3, 9);
  });

  test('a class without a pixel has no weight, and "none" has none at all', () => {
    expect(effectiveNumberWeights([[4, 0]], 0.9)).toEqual([1, 0]);
    expect(medianFrequencyWeights([[4, 0]])).toEqual([1, 0]);
    expect(classWeights(defaultRecipe.loss, images)).toBeNull();
    expect(classWeights({ ...defaultRecipe.loss, classWeights: 'medianFrequency' }, images)).toEqual(medianFrequencyWeights(images));
  });
});
