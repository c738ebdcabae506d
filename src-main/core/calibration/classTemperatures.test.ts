import { describe, expect, test } from 'vitest';
import { mostProbableClasses } from '../predictions/mostProbableClasses.ts';
import { betterKind } from './betterKind.ts';
import { calibrate } from './calibrate.ts';
import { fitClassTemperatures, leastPixelsOfClass } from './fitClassTemperatures.ts';
import { fitTemperature, temperatureRange } from './fitTemperature.ts';
import { pooledProbabilities } from './MemberLogits.ts';
import type { MemberLogits } from './MemberLogits.ts';
import { logProbabilities, pooledClassLoss } from './pooledClassLoss.ts';
import { pooledLoss } from './pooledLoss.ts';
import { sameTemperatures, spanOfTemperatures, temperPixel, temperaturesOfClasses } from './Temperatures.ts';
import { syntheticLogits } from './testing/syntheticLogits.ts';

const nllAt = (images: readonly MemberLogits[], temperatures: readonly number[]): number => pooledClassLoss(images.map(logProbabilities), temperatures).value;

describe('temperPixel', () => {
  const tempered = (logits: readonly number[], temperatures: number | readonly number[]): number[] => {
    const probabilities = new Float64Array(logits.length);
    temperPixel(Float32Array.from(logits), 0, temperatures, probabilities);
    return [...probabilities];
  };

  test('by hand: powers of the probabilities, normalised', () => {
    // 0.64 and 0.36: the square root of the one, the other as it is.
    const [first, second] = tempered([Math.log(0.64), Math.log(0.36)], [2, 1]);
    expect(first).toBeCloseTo(0.8 / 1.16, 6);
    expect(second).toBeCloseTo(0.36 / 1.16, 6);
  });

  test('equal temperatures of classes are one temperature, and a constant of the logits does not matter', () => {
    const logits = [3, -1, 0.5, 2];
    for (const [at, value] of tempered(logits, 1.7).entries()) expect(tempered(logits, [1.7, 1.7, 1.7, 1.7])[at]).toBeCloseTo(value, 12);
    const moved = tempered(logits.map((logit) => logit + 40), [0.5, 2, 1, 3]);
    for (const [at, value] of tempered(logits, [0.5, 2, 1, 3]).entries()) expect(moved[at]).toBeCloseTo(value, 5);
  });

  test('may change the most probable class, and stays a distribution where logits are far apart', () => {
    const [first, second] = tempered([Math.log(0.6), Math.log(0.4)], [0.5, 4]);
    expect(second).toBeGreaterThan(first!);
    for (const logits of [[500, -500, 0], [0, 0, -1e4]]) expect(tempered(logits, [0.05, 20, 1]).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });
});

test('temperatures are compared, spanned and told for each class', () => {
  expect([sameTemperatures(2, 2), sameTemperatures(2, [2, 2]), sameTemperatures([1, 2], [1, 2]), sameTemperatures([1, 2], [2, 1])]).toEqual([true, false, true, false]);
  expect([spanOfTemperatures(2), spanOfTemperatures([3, 1, 2])]).toEqual([[2, 2], [1, 3]]);
  expect([temperaturesOfClasses(2, 3), temperaturesOfClasses([1, 3], 2)]).toEqual([[2, 2, 2], [1, 3]]);
});

describe('pooledClassLoss', () => {
  test.each([[1, 2], [3, 2], [4, 5]])('the gradient of %i members and %i classes is that of finite differences', (members, classes) => {
    const images = [logProbabilities(syntheticLogits({ pixels: 200, members, classes, temperature: 2, seed: 3 }))];
    const logarithms = Array.from({ length: classes }, (_none, index) => Math.sin(3 * index + 1));
    const at = (index: number, shift: number) => pooledClassLoss(images, logarithms.map((each, other) => Math.exp(each + (other === index ? shift : 0))));
    const step = 1e-4;
    for (let index = 0; index < classes; index++) {
      expect(at(index, 0).gradient[index]).toBeCloseTo((at(index, step).value - at(index, -step).value) / (2 * step), 7);
    }
  });

  test('at equal temperatures it is the loss of one, and its slopes add up to the slope of one', () => {
    const images = [syntheticLogits({ pixels: 300, members: 3, classes: 4, temperature: 2, seed: 5 })];
    const one = pooledLoss(images, 1.4);
    const { value, gradient } = pooledClassLoss(images.map(logProbabilities), [1.4, 1.4, 1.4, 1.4]);
    expect(value).toBeCloseTo(one.value, 6);
    expect(gradient.reduce((sum, slope) => sum + slope, 0)).toBeCloseTo(one.slope, 6);
  });

  test('refuses logits that do not fit', () => {
    const odd = { members: 2, classes: 2, logits: new Float32Array(6), truth: new Uint8Array(2) };
    expect(() => pooledClassLoss([odd], [1, 1])).toThrow('wanted 8 values, got 6');
    expect(() => logProbabilities(odd)).toThrow('wanted 8 values, got 6');
  });
});

describe('fitClassTemperatures', () => {
  test.each([
    [1, [3, 0.8]],
    [1, [0.6, 1.5, 3]],
    [4, [2.5, 1, 0.7, 1.6]],
  ])('recovers the temperatures of %i members, %o', (members, wanted) => {
    const images = [7, 8].map((seed) => syntheticLogits({ pixels: 15_000, members, classes: wanted.length, temperature: wanted, seed }));
    const found = fitClassTemperatures(images, fitTemperature(images).temperature);
    for (const [index, temperature] of found.entries()) expect(Math.abs(Math.log(temperature / wanted[index]!))).toBeLessThan(0.12);
    // As likely as the truth, but for what the prior costs.
    expect(nllAt(images, found)).toBeLessThan(nllAt(images, wanted) + 1e-4);
    expect(nllAt(images, found)).toBeLessThan(fitTemperature(images).nllAfter - 1e-3);
  });

  test('with as many pixels it is where a search over a grid finds the least loss', () => {
    const images = [syntheticLogits({ pixels: 2000, members: 1, classes: 2, temperature: [2.2, 1.1], seed: 11 })];
    const { temperature: shared } = fitTemperature(images);
    const found = fitClassTemperatures(images, shared);
    // The prior as its own comment tells it: ten pixels count as one, a factor of two is one standard deviation.
    const cost = (temperatures: readonly number[]): number =>
      nllAt(images, temperatures) + temperatures.reduce((sum, each) => sum + (10 * Math.log2(each / shared) ** 2) / (2 * 2000), 0);
    let best = [shared, shared];
    for (let first = -1; first <= 1; first += 0.05) {
      for (let second = -1; second <= 1; second += 0.05) {
        const there = [shared * Math.exp(first), shared * Math.exp(second)];
        if (cost(there) < cost(best)) best = there;
      }
    }
    expect(cost(found)).toBeLessThanOrEqual(cost(best));
    for (const [index, each] of found.entries()) expect(Math.abs(Math.log(each / best[index]!))).toBeLessThan(0.05);
  });

  test('classes miscalibrated alike get one temperature, but for the noise of the labels', () => {
    const images = [7, 8, 9].map((seed) => syntheticLogits({ pixels: 10_000, members: 2, classes: 3, temperature: 1.8, seed }));
    const { temperature: shared } = fitTemperature(images);
    for (const temperature of fitClassTemperatures(images, shared)) expect(Math.abs(Math.log(temperature / shared))).toBeLessThan(0.08);
  });

  test('a class of few pixels keeps the temperature for all, however they are', () => {
    const made = syntheticLogits({ pixels: 3000, members: 1, classes: 3, temperature: [1, 3, 3], seed: 2 });
    const counted = made.truth.reduce((kept, label) => kept + (label === 2 ? 1 : 0), 0);
    let seen = 0;
    const truth = made.truth.map((label) => (label === 2 && ++seen >= leastPixelsOfClass ? 0 : label));
    expect(counted).toBeGreaterThan(leastPixelsOfClass);
    const images = [{ ...made, truth }];
    const { temperature: shared } = fitTemperature(images);
    const [first, second, third] = fitClassTemperatures(images, shared);
    expect(third).toBe(shared);
    expect(first).not.toBe(shared);
    expect(second).not.toBe(shared);
  });

  test('on the pixels that it is fitted on the likelihood is never below that of one temperature, and the range is kept', () => {
    for (let seed = 0; seed < 30; seed++) {
      const made = syntheticLogits({ pixels: 1 + (seed % 7) * 300, members: 1 + (seed % 4), classes: 2 + (seed % 3), temperature: 0.2 + seed / 5, seed });
      const truth = seed % 2 === 0 ? made.truth : made.truth.map((label) => (label + 1) % made.classes);
      const images = [{ ...made, truth }];
      const { temperature, nllAfter } = fitTemperature(images);
      const found = fitClassTemperatures(images, temperature);
      expect(nllAt(images, found)).toBeLessThanOrEqual(nllAfter + 1e-6);
      for (const each of found) {
        expect(each).toBeGreaterThanOrEqual(temperatureRange.least - 1e-9);
        expect(each).toBeLessThanOrEqual(temperatureRange.most + 1e-9);
      }
    }
  });

  test('is refused without a labelled pixel', () => {
    expect(() => fitClassTemperatures([], 1)).toThrow('wanted a labelled pixel at least');
  });
});

test('one for each class is the better kind only where its gain is over the standard error between images', () => {
  const image = (single: number, perClass: number) => ({ single, perClass, pixels: 100 });
  expect(betterKind([image(50, 40), image(52, 41), image(49, 40)])).toBe('perClass');
  expect(betterKind([image(50, 20), image(52, 65), image(49, 60)])).toBe('single');
  expect(betterKind([image(50, 50), image(50, 50)])).toBe('single');
  // A gain of 1 a pixel in one, of 3 in the other: on average 2, with a standard error of 1, by hand.
  expect(betterKind([image(100, 0), image(300, 0)])).toBe('perClass');
  expect(betterKind([image(0, 101), image(300, 0)])).toBe('single');
});

describe('calibrate by kinds', () => {
  const imagesAt = (temperature: number | readonly number[]) =>
    [1, 2, 3, 4].map((seed) => ({ ...syntheticLogits({ pixels: 4000, members: 2, classes: 3, temperature, seed }), imageId: `image ${seed}` }));

  test('takes one for each class where classes differ, and says what either is worth', () => {
    const images = imagesAt([0.8, 1.6, 3]);
    const found = calibrate(images);
    expect(found.temperature).toEqual(fitClassTemperatures(images, fitTemperature(images).temperature));
    expect(found.nllOfKinds!.perClass).toBeLessThan(found.nllOfKinds!.single);
    expect(found.after.nll).toBe(found.nllOfKinds!.perClass);
    const even = [images[0]!, images[2]!];
    expect(found.halves![1]!.temperature).toEqual(fitClassTemperatures(even, fitTemperature(even).temperature));
    // By hand: each half at the temperatures of the other.
    const nll = found.halves!.reduce((sum, half, at) => sum + nllAt(images.filter((_image, place) => place % 2 === at), half.temperature as readonly number[]) / 2, 0);
    expect(found.after.nll).toBeCloseTo(nll, 5);
    const single = calibrate(images, 'single');
    expect(single.temperature).toBe(fitTemperature(images).temperature);
    expect(single.after.nll).toBe(single.nllOfKinds!.single);
  });

  test('takes one for all where classes do not differ, unless one for each is asked for', () => {
    const images = imagesAt(2);
    expect(calibrate(images).temperature).toBe(fitTemperature(images).temperature);
    expect(calibrate(images, 'perClass').temperature).toHaveLength(3);
  });

  test('with one image alone it is one for all, unless one for each is asked for', () => {
    const [image] = imagesAt([0.8, 1.6, 3]);
    expect(calibrate([image!]).temperature).toBe(fitTemperature([image!]).temperature);
    expect(calibrate([image!], 'perClass')).toMatchObject({ measuredOn: 'sameImages', temperature: fitClassTemperatures([image!], fitTemperature([image!]).temperature) });
  });
});

test('tempered by class, the most probable class is that of the powers', () => {
  const made = syntheticLogits({ pixels: 300, members: 1, classes: 3, temperature: 1, seed: 6 });
  const plain = mostProbableClasses(pooledProbabilities(made, 1), 3);
  const tempered = mostProbableClasses(pooledProbabilities(made, [0.4, 1, 3]), 3);
  expect(tempered).not.toEqual(plain);
  expect(mostProbableClasses(pooledProbabilities(made, [2, 2, 2]), 3)).toEqual(plain);
});
