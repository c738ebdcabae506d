import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CalibrationBins } from './CalibrationBins.ts';
import { SegmentationMeter } from './SegmentationMeter.ts';
import { blockMeans } from './blockMeans.ts';
import { countOverlap, dice } from './overlap.ts';
import { ranks, spearman } from './spearman.ts';

describe('countOverlap and dice', () => {
  test('counts a hand-worked case, the unlabelled pixel left out', () => {
    const truth = Uint8Array.of(0, 1, 2, 2, 255, 1);
    const prediction = Uint8Array.of(0, 1, 1, 2, 2, 0);
    const counts = countOverlap(prediction, truth, 3);
    expect([...counts.truth]).toEqual([1, 2, 2]);
    expect([...counts.predicted]).toEqual([2, 2, 1]);
    expect([...counts.both]).toEqual([1, 1, 1]);
    expect(counts.foreground).toEqual({ truth: 4, predicted: 3, both: 3 });
    expect(counts.labelled).toBe(5);
    expect(dice(4, 3, 3)).toBeCloseTo(6 / 7, 12);
  });

  test('two empty sets agree', () => expect(dice(0, 0, 0)).toBe(1));

  test('refuses other sizes and classes out of range', () => {
    expect(() => countOverlap(new Uint8Array(3), new Uint8Array(4), 2)).toThrow(/wanted 4 pixels, got 3/);
    expect(() => countOverlap(Uint8Array.of(0), Uint8Array.of(2), 2)).toThrow(/below 2, got truth 2/);
  });
});

describe('CalibrationBins', () => {
  test('is 0 when confidence equals accuracy in every bin', () => {
    const bins = new CalibrationBins();
    for (let pixel = 0; pixel < 10; pixel++) bins.add(0.9, pixel < 9);
    expect(bins.expectedCalibrationError()).toBeCloseTo(0, 12);
  });

  test('weighs each bin by its share of the pixels', () => {
    const bins = new CalibrationBins();
    for (let pixel = 0; pixel < 30; pixel++) bins.add(1, true);
    for (let pixel = 0; pixel < 10; pixel++) bins.add(0.8, pixel < 4);
    expect(bins.expectedCalibrationError()).toBeCloseTo((10 / 40) * 0.4, 12);
  });

  test('is 0 before anything was added', () => expect(new CalibrationBins().expectedCalibrationError()).toBe(0));
});

describe('spearman', () => {
  test('gives tied values the mean of their ranks', () => {
    expect([...ranks(Float64Array.of(3, 1, 3, 2))]).toEqual([3.5, 1, 3.5, 2]);
  });

  test('agrees with 1 - 6 sum d^2 / (n (n^2 - 1)) where there are no ties', () => {
    // Ranks 1 2 3 4 5 against 2 1 4 3 5: sum d^2 = 4, n = 5.
    const value = spearman(Float64Array.of(10, 20, 30, 40, 50), Float64Array.of(2, 1, 4, 3, 5));
    expect(value).toBeCloseTo(1 - (6 * 4) / (5 * 24), 12);
  });

  test('does not change under a rising map of either side', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 30 }), (values) => {
        const a = Float64Array.from(values);
        const b = Float64Array.from(values, (value) => Math.exp(value / 20));
        expect(spearman(a, b)).toBeCloseTo(1, 12);
        expect(spearman(a, b.map((value) => -value))).toBeCloseTo(-1, 12);
      }),
    );
  });

  test('is undefined for a constant side', () => {
    expect(spearman(Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3))).toBeNull();
    expect(spearman(Float64Array.of(1), Float64Array.of(1))).toBeNull();
  });
});

describe('blockMeans', () => {
  test('means labelled pixels alone and drops blocks with few of them', () => {
    const width = 32;
    const truth = new Uint8Array(width * 16).fill(255);
    const plane = new Float32Array(width * 16).fill(100);
    for (let y = 0; y < 16; y++) {
      for (let x = 0; x < 8; x++) {
        truth[y * width + x] = 1;
        plane[y * width + x] = 3;
      }
    }
    expect(blockMeans({ width, height: 16, truth }, [plane])).toEqual([[3]]);
  });
});

describe('SegmentationMeter', () => {
  const probabilitiesOf = (classes: readonly number[], confidence: number) =>
    Float32Array.from(classes.flatMap((index) => (index === 0 ? [confidence, 1 - confidence] : [1 - confidence, confidence])));

  test('measures two hand-worked images', () => {
    const meter = new SegmentationMeter(2);
    // Foreground Dice 2*1/(2+1) = 2/3; the last pixel is unlabelled and would be wrong.
    meter.add({ width: 4, height: 1, truth: Uint8Array.of(1, 1, 0, 255), probabilities: probabilitiesOf([1, 0, 0, 1], 0.75), learnedLoss: null });
    // No foreground in truth and prediction: Dice 1.
    meter.add({ width: 2, height: 1, truth: Uint8Array.of(0, 0), probabilities: probabilitiesOf([0, 0], 0.75), learnedLoss: null });
    const figures = meter.figures();
    expect(figures.dice).toBeCloseTo((2 / 3 + 1) / 2, 6);
    expect(figures.dicePerClass[1]).toBeCloseTo(2 / 3, 6);
    expect(figures.accuracy).toBeCloseTo(4 / 5, 12);
    expect(figures.nll).toBeCloseTo(-(4 * Math.log(0.75) + Math.log(0.25)) / 5, 6);
    expect(figures.ece).toBeCloseTo(0.8 - 0.75, 6);
    expect(figures.learnedLossCorrelation).toBeNull();
    expect([figures.imageCount, figures.labelledPixels]).toEqual([2, 5]);
  });

  test('finds a learned loss that orders the blocks rightly', () => {
    const side = 48;
    const truth = new Uint8Array(side * side);
    const probabilities = new Float32Array(side * side * 2);
    const learnedLoss = new Float32Array(side * side);
    for (let pixel = 0; pixel < truth.length; pixel++) {
      const block = Math.floor(pixel / side / 16) * 3 + Math.floor((pixel % side) / 16);
      probabilities[pixel * 2] = 0.95 - block * 0.05;
      probabilities[pixel * 2 + 1] = 1 - probabilities[pixel * 2]!;
      learnedLoss[pixel] = block;
    }
    const meter = new SegmentationMeter(2);
    meter.add({ width: side, height: side, truth, probabilities, learnedLoss });
    expect(meter.figures().learnedLossCorrelation).toBeCloseTo(1, 12);
  });

  test('says when there is nothing to measure', () => {
    const meter = new SegmentationMeter(2);
    meter.add({ width: 1, height: 1, truth: Uint8Array.of(255), probabilities: Float32Array.of(1, 0), learnedLoss: null });
    expect(() => meter.figures()).toThrow(/none of the images has a labelled pixel/);
  });
});
