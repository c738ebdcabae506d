import { describe, expect, test } from 'vitest';
import { unlabelled } from '../labels/labelMap.ts';
import { mostProbableClasses } from '../predictions/mostProbableClasses.ts';
import { calibrate } from './calibrate.ts';
import type { ImageLogits } from './calibrate.ts';
import { drawPixels } from './drawPixels.ts';
import { fitTemperature, temperatureRange } from './fitTemperature.ts';
import { logitsOf, pooledProbabilities } from './MemberLogits.ts';
import type { MemberLogits } from './MemberLogits.ts';
import { pooledLoss } from './pooledLoss.ts';
import { syntheticLogits } from './testing/syntheticLogits.ts';

/** One member, two classes, the same logit everywhere; so many of the labels are the class it names. */
const evenLogits = (logit: number, right: number, wrong: number): MemberLogits => ({
  members: 1,
  classes: 2,
  logits: Float32Array.from({ length: 2 * (right + wrong) }, (_none, at) => (at % 2 === 0 ? 0 : logit)),
  truth: Uint8Array.from({ length: right + wrong }, (_none, pixel) => (pixel < right ? 1 : 0)),
});

describe('pooledLoss', () => {
  test('one member, one pixel, by hand', () => {
    const { value } = pooledLoss([evenLogits(2, 1, 0)], 1);
    expect(value).toBeCloseTo(Math.log(1 + Math.exp(-2)), 12);
  });

  test.each([[1, 2], [3, 2], [4, 5]])('slope and curvature of %i members and %i classes are those of finite differences', (members, classes) => {
    const images = [syntheticLogits({ pixels: 200, members, classes, temperature: 2, seed: 3 })];
    for (const place of [-0.7, 0, 0.9]) {
      const step = 1e-4;
      const at = (shift: number) => pooledLoss(images, Math.exp(place + shift));
      expect(at(0).slope).toBeCloseTo((at(step).value - at(-step).value) / (2 * step), 6);
      expect(at(0).curvature).toBeCloseTo((at(step).slope - at(-step).slope) / (2 * step), 6);
    }
  });

  test('refuses logits that do not fit', () => {
    expect(() => pooledLoss([{ members: 2, classes: 2, logits: new Float32Array(6), truth: new Uint8Array(2) }], 1)).toThrow('wanted 8 values, got 6');
  });
});

describe('fitTemperature', () => {
  test('finds the temperature at which a sure network is right as often as it says', () => {
    // Closed form: a share r right of pixels with logit z asks for z / T = ln(r / (1 - r)).
    const { temperature } = fitTemperature([evenLogits(4, 800, 200)]);
    expect(temperature).toBeCloseTo(4 / Math.log(4), 6);
  });

  test.each([
    [1, 2, 2.5],
    [5, 2, 0.6],
    [4, 6, 1.8],
  ])('recovers the temperature of %i members and %i classes, %f', (members, classes, wanted) => {
    const images = [7, 8].map((seed) => syntheticLogits({ pixels: 5000, members, classes, temperature: wanted, seed }));
    const { temperature, nllBefore, nllAfter } = fitTemperature(images);
    // Four standard errors, from the information of so many pixels.
    expect(Math.abs(Math.log(temperature / wanted))).toBeLessThan(4 / Math.sqrt(10_000 * pooledLoss(images, temperature).curvature));
    expect(Math.abs(Math.log(temperature / wanted))).toBeLessThan(0.15);
    expect(nllAfter).toBeLessThan(nllBefore);
  });

  test('the likelihood never falls, whatever the labels', () => {
    for (let seed = 0; seed < 30; seed++) {
      const made = syntheticLogits({ pixels: 1 + (seed % 7) * 5, members: 1 + (seed % 4), classes: 2 + (seed % 3), temperature: 0.2 + seed / 5, seed });
      const truth = seed % 2 === 0 ? made.truth : made.truth.map((label) => (label + 1) % made.classes);
      const { nllBefore, nllAfter, temperature } = fitTemperature([{ ...made, truth }]);
      expect(nllAfter).toBeLessThanOrEqual(nllBefore);
      expect(temperature).toBeGreaterThanOrEqual(temperatureRange.least - 1e-9);
      expect(temperature).toBeLessThanOrEqual(temperatureRange.most + 1e-9);
    }
  });

  test('pixels that are all right, or all wrong, take it to an end of the range', () => {
    expect(fitTemperature([evenLogits(1, 50, 0)]).temperature).toBeCloseTo(temperatureRange.least, 6);
    expect(fitTemperature([evenLogits(1, 0, 50)]).temperature).toBeCloseTo(temperatureRange.most, 6);
  });

  test('no member changes its mind', () => {
    const { logits, classes, truth } = syntheticLogits({ pixels: 500, members: 1, classes: 4, temperature: 1, seed: 1 });
    const best = (temperature: number) => mostProbableClasses(pooledProbabilities({ members: 1, classes, logits, truth }, temperature), classes);
    expect(best(6)).toEqual(best(1));
  });

  test('is refused without a labelled pixel', () => {
    expect(() => fitTemperature([])).toThrow('wanted a labelled pixel at least');
  });
});

test('probabilities at a temperature of 1 give those at another', () => {
  const made = syntheticLogits({ pixels: 50, members: 1, classes: 3, temperature: 1, seed: 4 });
  const undone = logitsOf(pooledProbabilities(made, 1));
  const [direct, around] = [pooledProbabilities(made, 0.8), pooledProbabilities({ ...made, logits: undone }, 0.8)];
  for (const [at, value] of direct.entries()) expect(around[at]).toBeCloseTo(value, 5);
});

describe('calibrate', () => {
  const imageOf = (seed: number, pixels = 4000): ImageLogits => ({ ...syntheticLogits({ pixels, members: 3, classes: 2, temperature: 2.2, seed }), imageId: `image ${seed}` });
  const images = [1, 2, 3, 4].map((seed) => imageOf(seed));

  test('is measured on images that the temperature was not fitted on, and lowers the calibration error', () => {
    const found = calibrate(images);
    expect(found).toMatchObject({ images: 4, pixels: 16_000, measuredOn: 'otherImages' });
    expect(found.after.ece).toBeLessThan(found.before.ece / 3);
    expect(found.after.nll).toBeLessThan(found.before.nll);
    // By hand: each half at the other's temperature.
    const [odd, even] = [fitTemperature([images[1]!, images[3]!]), fitTemperature([images[0]!, images[2]!])];
    const nll = (pooledLoss([images[0]!, images[2]!], odd.temperature).value + pooledLoss([images[1]!, images[3]!], even.temperature).value) / 2;
    expect(found.after.nll).toBeCloseTo(nll, 5);
    expect(found.after.bins.reduce((sum, { count }) => sum + count, 0)).toBe(16_000);
    expect(found).toMatchObject({ temperature: fitTemperature(images).temperature, fittedOn: 'allImages' });
    expect(found.halves).toEqual([
      { imageIds: ['image 1', 'image 3'], temperature: odd.temperature },
      { imageIds: ['image 2', 'image 4'], temperature: even.temperature },
    ]);
  });

  test('slices of one stack are in one half, each measured at the temperature of the other', () => {
    const stacked = images.map((image, place) => ({ ...image, stackId: place < 2 ? 'one' : 'another' }));
    const found = calibrate(stacked);
    expect(found.halves!.map(({ imageIds }) => imageIds)).toEqual([
      ['image 1', 'image 2'],
      ['image 3', 'image 4'],
    ]);
    const [one, another] = [fitTemperature(images.slice(0, 2)), fitTemperature(images.slice(2))];
    const nll = (pooledLoss(images.slice(0, 2), another.temperature).value + pooledLoss(images.slice(2), one.temperature).value) / 2;
    expect(found.after.nll).toBeCloseTo(nll, 5);
  });

  test('keeps half of the images apart for a threshold of misses where they suffice for one', () => {
    const many = Array.from({ length: 18 }, (_none, seed) => imageOf(seed, 200));
    const even = many.filter((_image, index) => index % 2 === 0);
    const found = calibrate(many);
    expect(found).toMatchObject({ images: 9, pixels: 1800, measuredOn: 'otherImages', fittedOn: 'firstHalf', temperature: fitTemperature(even).temperature });
    expect(found.halves![1]).toEqual({ imageIds: many.filter((_image, index) => index % 2 === 1).map(({ imageId }) => imageId), temperature: found.temperature });
    expect(found.after.bins.reduce((sum, { count }) => sum + count, 0)).toBe(3600);
    expect(calibrate(many.slice(0, 17)).fittedOn).toBe('allImages');
    // Images without foreground say nothing of what is missed.
    const bare = many.map((image, index) => (index === 1 ? { ...image, truth: image.truth.map(() => 0) } : image));
    expect(calibrate(bare).fittedOn).toBe('allImages');
  });

  test('says so where there is one image alone; images without labels do not count', () => {
    const none = { ...images[0]!, logits: new Float32Array(), truth: new Uint8Array() };
    expect(calibrate([images[0]!, none])).toMatchObject({ images: 1, measuredOn: 'sameImages', fittedOn: 'allImages' });
    expect(calibrate([images[0]!]).halves).toBeUndefined();
  });
});

describe('drawPixels', () => {
  const labels = Uint8Array.from({ length: 1000 }, (_none, pixel) => (pixel % 2 === 0 ? 1 : unlabelled));

  test('draws labelled pixels alone, each once, alike for equal places', () => {
    const drawn = drawPixels(labels, 100, 3);
    expect(new Set(drawn).size).toBe(100);
    expect(drawn.every((pixel) => labels[pixel] === 1)).toBe(true);
    expect([...drawn].sort((a, b) => a - b)).toEqual([...drawn]);
    expect(drawPixels(labels, 100, 3)).toEqual(drawn);
    expect(drawPixels(labels, 100, 4)).not.toEqual(drawn);
  });

  test('takes all where there are no more, and each as often as any other', () => {
    expect(drawPixels(labels, 5000, 0)).toHaveLength(500);
    const times = new Uint32Array(1000);
    for (let place = 0; place < 2000; place++) for (const pixel of drawPixels(labels, 50, place)) times[pixel]!++;
    const counts = [...times].filter((_times, pixel) => pixel % 2 === 0);
    expect(Math.min(...counts)).toBeGreaterThan(130);
    expect(Math.max(...counts)).toBeLessThan(275);
  });
});
