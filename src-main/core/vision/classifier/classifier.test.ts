import { expect, test } from 'vitest';
import { unlabelled } from '../../labels/labelMap.ts';
import { RandomSource } from '../../random/RandomSource.ts';
import { gaussianKernel, smooth } from '../gaussian.ts';
import type { DisplayWindow } from '../SampleWindow.ts';
import { trainForest } from './extraTrees.ts';
import { featureMargin, featureScales, featuresPerScale, pixelFeatures } from './pixelFeatures.ts';
import { predictForest } from './predictForest.ts';
import { labelledClasses, samplePixels } from './samplePixels.ts';

const whole = ({ width, height }: { width: number; height: number }) => ({ x: 0, y: 0, width, height });

function scene(width: number, height: number, channels: number, shade: (x: number, y: number) => number): DisplayWindow {
  const values = Float32Array.from({ length: width * height * channels }, (_, at) => {
    const pixel = Math.floor(at / channels);
    return shade(pixel % width, Math.floor(pixel / width));
  });
  return { width, height, channels, values };
}

test('a Gaussian sums to one, keeps a flat plane and spreads a point by its variance', () => {
  const kernel = gaussianKernel(2);
  expect(kernel[0]! + 2 * kernel.slice(1).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  const flat = smooth({ width: 9, height: 5, values: new Float32Array(45).fill(7) }, 3);
  for (const value of flat.values) expect(value).toBeCloseTo(7, 4);
  const point = new Float32Array(41 * 41);
  point[20 * 41 + 20] = 1;
  const spread = smooth({ width: 41, height: 41, values: point }, 2).values;
  const variance = spread.reduce((sum, value, index) => sum + value * ((index % 41) - 20) ** 2, 0);
  // The kernel ends at three deviations, which takes a little from its variance of 4.
  expect(variance).toBeGreaterThan(3.8);
  expect(variance).toBeLessThan(4);
});

test('a flat window has its shade and no derivative', () => {
  const { bytes, featureCount } = pixelFeatures(scene(12, 9, 1, () => 100), { x: 0, y: 0, width: 12, height: 9 });
  expect(featureCount).toBe(featureScales.length * featuresPerScale);
  for (let at = 0; at < bytes.length; at += featuresPerScale) {
    expect([...bytes.subarray(at, at + featuresPerScale)]).toEqual([100, 0, 128, 128, 128, 0, 0]);
  }
});

test('a ramp has its slope as gradient at the first scale, and one direction in its structure tensor', () => {
  const window = scene(40, 40, 1, (x) => 4 * x);
  const { bytes, featureCount } = pixelFeatures(window, whole(window));
  const at = (20 * 40 + 20) * featureCount;
  // Slope 4 at scale 1: sqrt(4 / 255) x 255 = 31.9; no curvature; the tensor's second eigenvalue is 0.
  expect([...bytes.subarray(at, at + featuresPerScale)]).toEqual([80, 32, 128, 128, 128, 32, 0]);
});

test('a light spot is curved down both ways: both Hessian eigenvalues and the Laplacian lie below zero', () => {
  const window = scene(41, 41, 1, (x, y) => 200 * Math.exp(-((x - 20) ** 2 + (y - 20) ** 2) / 18));
  const { bytes, featureCount } = pixelFeatures(window, whole(window));
  const at = (20 * 41 + 20) * featureCount + featuresPerScale;
  const [, gradient, laplacian, first, second] = bytes.subarray(at, at + featuresPerScale);
  expect(gradient).toBe(0);
  expect(laplacian).toBeLessThan(100);
  expect(first).toBeLessThan(128);
  expect(second).toBeLessThanOrEqual(first!);
});

test('a part with its margin has the features it has in the whole image', () => {
  const random = new RandomSource({ seed: 3, stream: 0, counter: 0 });
  const window = scene(100, 90, 2, () => random.uniform(0, 255));
  const part = { x: 40, y: 35, width: 16, height: 12 };
  const all = pixelFeatures(window, whole(window));
  const left = part.x - featureMargin;
  const top = part.y - featureMargin;
  const width = part.width + 2 * featureMargin;
  const height = part.height + 2 * featureMargin;
  const x0 = Math.max(left, 0);
  const y0 = Math.max(top, 0);
  const [right, bottom] = [Math.min(left + width, 100), Math.min(top + height, 90)];
  const cut = scene(right - x0, bottom - y0, 2, () => 0);
  for (let y = y0; y < bottom; y++) {
    cut.values.set(window.values.subarray((y * 100 + x0) * 2, (y * 100 + right) * 2), (y - y0) * cut.width * 2);
  }
  const own = pixelFeatures(cut, { x: part.x - x0, y: part.y - y0, width: part.width, height: part.height });
  for (let row = 0; row < part.height; row++) {
    const from = ((part.y + row) * 100 + part.x) * all.featureCount;
    const length = part.width * all.featureCount;
    expect(own.bytes.slice(row * length, (row + 1) * length)).toEqual(all.bytes.slice(from, from + length));
  }
});

test('trees learn a rule over two features that no single cut gives', () => {
  const random = new RandomSource({ seed: 9, stream: 0, counter: 0 });
  const draw = (count: number) => {
    const features = Uint8Array.from({ length: count * 4 }, () => random.integer(256));
    const classes = Uint8Array.from({ length: count }, (_, at) => (features[at * 4]! < 128 === features[at * 4 + 2]! < 128 ? 1 : 0));
    return { features, classes };
  };
  const known = draw(800);
  const forest = trainForest({ featureCount: 4, classCount: 2, ...known });
  const fresh = draw(500);
  const told = predictForest(forest, { width: 500, height: 1, featureCount: 4, bytes: fresh.features });
  const right = told.classes.filter((value, at) => value === fresh.classes[at]).length;
  expect(right / 500).toBeGreaterThan(0.93);
});

test('trees repeat themselves for a seed, tell shares that are probabilities, and refuse to learn from nothing', () => {
  const pixels = { featureCount: 1, classCount: 3, features: Uint8Array.of(10, 10, 200, 200), classes: Uint8Array.of(0, 2, 2, 2) };
  const options = { treeCount: 5, smallestSplit: 2, seed: 4 };
  const forest = trainForest(pixels, options);
  expect(trainForest(pixels, options)).toEqual(forest);
  // By hand: every cut lies between 10 and 200, the leaves hold (1/2, 0, 1/2) and (0, 0, 1).
  const told = predictForest(forest, { width: 2, height: 1, featureCount: 1, bytes: Uint8Array.of(10, 200) });
  expect([...told.classes]).toEqual([0, 2]);
  expect([...told.confidence]).toEqual([128, 255]);
  expect(() => trainForest({ ...pixels, features: new Uint8Array(0), classes: new Uint8Array(0) })).toThrow(/got none/);
});

test('the draw takes as many of each class, leaves the unlabelled out and repeats itself', () => {
  const classes = Uint8Array.from({ length: 200 }, (_, at) => (at < 150 ? 0 : at < 160 ? 1 : unlabelled));
  const bytes = Uint8Array.from({ length: 200 }, (_, at) => at);
  const parts = [{ features: { width: 20, height: 10, featureCount: 1, bytes }, classes }];
  const drawn = samplePixels(parts, { classCount: 3, pixelsPerClass: 30, seed: 2 });
  expect(drawn.classes.filter((value) => value === 0)).toHaveLength(30);
  expect(drawn.classes.filter((value) => value === 1)).toHaveLength(10);
  expect(new Set(drawn.features).size).toBe(40);
  drawn.features.forEach((pixel, at) => expect(classes[pixel]).toBe(drawn.classes[at]));
  expect(samplePixels(parts, { classCount: 3, pixelsPerClass: 30, seed: 2 })).toEqual(drawn);
  expect([...labelledClasses(parts)]).toEqual([0, 1]);
});

test('the whole chain parts texture from smooth ground', () => {
  const random = new RandomSource({ seed: 8, stream: 0, counter: 0 });
  const window = scene(64, 64, 1, (x) => (x < 32 ? 100 : 100 + random.uniform(-60, 60)));
  const features = pixelFeatures(window, whole(window));
  const classes = new Uint8Array(64 * 64).fill(unlabelled);
  for (let x = 5; x < 20; x++) for (let y = 10; y < 14; y++) classes[y * 64 + x] = 0;
  for (let x = 44; x < 59; x++) for (let y = 10; y < 14; y++) classes[y * 64 + x] = 1;
  const forest = trainForest(samplePixels([{ features, classes }], { classCount: 2, seed: 1 }));
  const told = predictForest(forest, features);
  let right = 0;
  for (let index = 0; index < 64 * 64; index++) if (told.classes[index] === (index % 64 < 32 ? 0 : 1)) right++;
  expect(right / (64 * 64)).toBeGreaterThan(0.93);
});
