import { describe, expect, test } from 'vitest';
import { RandomSource } from '../random/RandomSource.ts';
import { cholesky, squaredBySolving } from './cholesky.ts';
import { distanceLimit } from './distanceLimit.ts';
import { FeatureSpace } from './FeatureSpace.ts';
import { rangesOf, reasonsOf } from './ImageTraits.ts';
import type { ImageTraits } from './ImageTraits.ts';
import { checkDistance } from './ModelDistribution.ts';
import { studentDistribution, studentQuantile } from './studentQuantile.ts';

const drawn = (count: number, features: number, seed: number, { shift = 0, scale = (_feature: number): number => 1 } = {}): Float32Array[] => {
  const random = new RandomSource({ seed, stream: 1, counter: 0 });
  return Array.from({ length: count }, () => Float32Array.from({ length: features }, (_none, feature) => shift + scale(feature) * random.normal()));
};

describe("Student's t", () => {
  test.each([
    // Abramowitz & Stegun 1964, table 26.10.
    [0.99, 1, 31.821],
    [0.99, 2, 6.965],
    [0.99, 5, 3.365],
    [0.975, 10, 2.228],
    [0.99, 30, 2.457],
  ])('the quantile of %f at %i degrees of freedom is %f', (probability, freedom, wanted) => {
    expect(studentQuantile(probability, freedom)).toBeCloseTo(wanted, 3);
  });

  test('quantile and distribution undo each other, and tend to the normal', () => {
    for (const freedom of [1, 2, 3, 4, 7, 50]) expect(studentDistribution(studentQuantile(0.93, freedom), freedom)).toBeCloseTo(0.93, 10);
    expect(studentQuantile(0.975, 5001)).toBeCloseTo(1.96, 2);
    expect(() => studentQuantile(0.3, 2)).toThrow('wanted a probability over 0.5');
  });
});

test('Cholesky by hand, and a matrix that has none', () => {
  const lower = cholesky(Float64Array.from([4, 2, 2, 5]), 2);
  expect([...lower]).toEqual([2, 0, 1, 2]);
  // (4 2; 2 5)⁻¹ = (5 -2; -2 4) / 16
  expect(squaredBySolving(lower, Float64Array.from([1, 1]))).toBeCloseTo(5 / 16, 12);
  expect(() => cholesky(Float64Array.from([1, 2, 2, 1]), 2)).toThrow('positive definite');
});

describe('FeatureSpace', () => {
  test('with many images it is the distance of their covariance', () => {
    const space = new FeatureSpace(drawn(400, 2, 1, { shift: 5, scale: (feature) => (feature === 0 ? 1 : 3) }));
    expect(space.distance(Float32Array.from([5, 5]))).toBeLessThan(0.2);
    expect(space.distance(Float32Array.from([8, 5]))).toBeCloseTo(3, 0);
    expect(space.distance(Float32Array.from([5, 14]))).toBeCloseTo(3, 0);
  });

  test('leaving an image out is a space without it', () => {
    const rows = drawn(9, 40, 2);
    const left = new FeatureSpace(rows).distancesLeftOut();
    for (const [index, row] of rows.entries()) expect(left[index]).toBeCloseTo(new FeatureSpace(rows.filter((other) => other !== row)).distance(row), 6);
  });

  test('tells a shifted image from a sibling with fewer images than features', () => {
    const space = new FeatureSpace(drawn(20, 200, 3, { scale: (feature) => 1 / (1 + feature) }));
    const limit = distanceLimit(space.distancesLeftOut());
    const siblings = drawn(200, 200, 4, { scale: (feature) => 1 / (1 + feature) }).map((row) => space.distance(row));
    expect(siblings.filter((distance) => distance > limit).length).toBeLessThan(10);
    for (const row of drawn(20, 200, 5, { shift: 0.5, scale: (feature) => 1 / (1 + feature) })) expect(space.distance(row)).toBeGreaterThan(limit);
  });

  test('images that are all alike, even all zero, have distances that are numbers', () => {
    for (const value of [0, 3]) {
      const space = new FeatureSpace(Array.from({ length: 5 }, () => new Float32Array(7).fill(value)));
      expect(space.distance(new Float32Array(7).fill(value))).toBeCloseTo(0, 3);
      expect(space.distance(new Float32Array(7).fill(value + 1))).toBeGreaterThan(1);
    }
  });

  test('refuses too few images, and features of another length', () => {
    expect(() => new FeatureSpace(drawn(3, 2, 1))).toThrow('wanted 4 images at least, got 3');
    expect(() => new FeatureSpace([...drawn(4, 2, 1), ...drawn(1, 3, 1)])).toThrow('wanted 2 features of each image, got 3');
    expect(() => new FeatureSpace(drawn(4, 2, 1)).distance(new Float32Array(3))).toThrow('wanted 2, got 3');
  });
});

describe('distanceLimit', () => {
  test('by hand: logarithms 0, 1 and 2', () => {
    const wanted = 1 + studentQuantile(0.99, 2) * Math.sqrt(1 + 1 / 3);
    expect(Math.log(distanceLimit([1, Math.E, Math.E ** 2]))).toBeCloseTo(wanted, 10);
    expect(() => distanceLimit([1, 2])).toThrow('wanted 3 at least');
  });

  test.each([4, 12, 60])('of images of the same kind, one in a hundred lies beyond it, with %i references', (count) => {
    const random = new RandomSource({ seed: count, stream: 2, counter: 0 });
    let beyond = 0;
    const trials = 1500;
    for (let trial = 0; trial < trials; trial++) {
      const limit = distanceLimit(Array.from({ length: count }, () => Math.exp(random.normal())));
      if (Math.exp(random.normal()) > limit) beyond++;
    }
    expect(beyond / trials).toBeGreaterThan(0.002);
    expect(beyond / trials).toBeLessThan(0.02);
  });
});

test('a distance is put among those of the references', () => {
  const summary = { references: [1, 2, 3, 4], limit: 5 };
  expect(checkDistance(2.5, summary, [])).toEqual({ score: 2.5, limit: 5, quantile: 0.5, isUnlike: false, reasons: [] });
  expect(checkDistance(6, summary, ['grey'])).toMatchObject({ quantile: 1, isUnlike: true, reasons: ['grey'] });
});

describe('reasons', () => {
  const trained: readonly ImageTraits[] = [
    { mean: 0.3, deviation: 0.1, isColoured: true, pixelSizeUm: 0.5 },
    { mean: 0.4, deviation: 0.2, isColoured: true, pixelSizeUm: null },
  ];
  test.each<[Partial<ImageTraits>, readonly string[]]>([
    [{}, []],
    [{ mean: 0.1 }, ['darker']],
    [{ mean: 0.6 }, ['brighter']],
    [{ deviation: 0.05 }, ['flatter']],
    [{ deviation: 0.4, isColoured: false }, ['harsher', 'grey']],
    [{ pixelSizeUm: 0.2 }, ['finerPixels']],
    [{ pixelSizeUm: 1 }, ['coarserPixels']],
    [{ pixelSizeUm: null }, []],
  ])('%j', (changes, wanted) => {
    expect(reasonsOf({ ...trained[0]!, ...changes }, rangesOf(trained))).toEqual(wanted);
  });

  test('a pixel size says nothing where no training image has one', () => {
    const ranges = rangesOf([{ ...trained[1]!, isColoured: false }]);
    expect(reasonsOf({ ...trained[1]!, pixelSizeUm: 9 }, ranges)).toEqual(['coloured']);
  });
});
