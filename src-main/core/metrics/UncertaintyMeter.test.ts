import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomSource } from '../random/RandomSource.ts';
import { CalibrationBins } from './CalibrationBins.ts';
import { EqualMassBins } from './EqualMassBins.ts';
import { PairSample } from './PairSample.ts';
import { spearman } from './spearman.ts';
import { UncertaintyMeter } from './UncertaintyMeter.ts';

/** A confidence and whether the pixel was right. */
interface Judged {
  readonly confidence: number;
  readonly isRight: boolean;
}

/** The adaptive error of all pixels sorted, bin b of B from floor(b N / B) up to floor((b + 1) N / B). */
function sortedError(judged: readonly Judged[], binCount: number): number {
  const order = judged.toSorted((first, second) => second.confidence - first.confidence);
  let gap = 0;
  for (let bin = 0; bin < binCount; bin++) {
    const part = order.slice(Math.floor((bin * order.length) / binCount), Math.floor(((bin + 1) * order.length) / binCount));
    gap += Math.abs(part.reduce((sum, { confidence, isRight }) => sum + (isRight ? 1 : 0) - confidence, 0));
  }
  return gap / order.length;
}

function equalMass(judged: readonly Judged[]): EqualMassBins {
  const bins = new EqualMassBins();
  for (const { confidence, isRight } of judged) bins.add(confidence, isRight);
  return bins;
}

describe('EqualMassBins', () => {
  test('agrees with the sorted pixels where confidences lie apart', () => {
    const judged = Array.from({ length: 103 }, (_none, at) => ({ confidence: 0.5 + at / 210, isRight: at % 3 !== 0 }));
    const bins = equalMass(judged);
    expect(bins.adaptiveCalibrationError()).toEqual({ value: expect.closeTo(sortedError(judged, 15), 12) as number, within: 0 });
    const diagram = bins.bins();
    expect(diagram.reduce((sum, { count }) => sum + count, 0)).toBe(103);
    for (const { count, lower, upper, confidence } of diagram) {
      expect([6, 7]).toContain(count);
      expect(confidence).toBeGreaterThanOrEqual(lower);
      expect(confidence).toBeLessThanOrEqual(upper);
    }
  });

  test('is within its own bound of the sorted pixels, however confident and however alike they are', () => {
    const confidence = fc.oneof(
      fc.integer({ min: 1, max: 30 }).map((power) => Math.fround(1 - 2 ** -power)),
      fc.float({ min: Math.fround(0.2), max: 1, noNaN: true }),
      fc.constant(1),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ confidence, isRight: fc.boolean() }), { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (judged, binCount) => {
        const { value, within } = equalMass(judged).adaptiveCalibrationError(binCount);
        const wanted = sortedError(judged, Math.min(binCount, judged.length));
        expect(Math.abs(value - wanted)).toBeLessThanOrEqual(within + 1e-9);
      }),
    );
  });

  test('is near the sorted pixels’ for a network that is nearly sure', () => {
    const random = new RandomSource({ seed: 2, stream: 0, counter: 0 });
    const judged = Array.from({ length: 40_000 }, () => {
      const confidence = Math.fround(1 - 0.5 * random.uniform() ** 8);
      return { confidence, isRight: random.chance(confidence ** 2) };
    });
    const { value, within } = equalMass(judged).adaptiveCalibrationError();
    expect(within).toBeLessThan(1e-3);
    expect(Math.abs(value - sortedError(judged, 15))).toBeLessThanOrEqual(within);
  });

  test('is 0, without a bin, before anything was added', () => {
    expect(new EqualMassBins().adaptiveCalibrationError()).toEqual({ value: 0, within: 0 });
    expect(new EqualMassBins().bins()).toEqual([]);
  });
});

test('CalibrationBins have as many bins as are asked for', () => {
  const bins = new CalibrationBins(2);
  bins.add(0.5, true);
  bins.add(0.75, false);
  expect(bins.bins()).toEqual([
    { lower: 0, upper: 0.5, count: 1, confidence: 0.5, accuracy: 1 },
    { lower: 0.5, upper: 1, count: 1, confidence: 0.75, accuracy: 0 },
  ]);
});

describe('PairSample', () => {
  test('is exact of as many pairs as it keeps, and near beyond', () => {
    const random = new RandomSource({ seed: 9, stream: 0, counter: 0 });
    const first = Float64Array.from({ length: 50_000 }, () => random.normal());
    const second = first.map((value) => value + random.normal());
    const [all, some] = [new PairSample(50_000), new PairSample(4000)];
    first.forEach((value, at) => [all, some].forEach((sample) => sample.add(value, second[at]!)));
    const wanted = spearman(first, second)!;
    expect(all.rankCorrelation()).toBe(wanted);
    expect(some.rankCorrelation()).not.toBe(wanted);
    // Three standard errors of 4000 pairs.
    expect(Math.abs(some.rankCorrelation()! - wanted)).toBeLessThan((3 * (1 - wanted ** 2)) / Math.sqrt(4000));
  });

  test('takes early and late pairs alike', () => {
    // The first half correlates wholly, the second not at all but for its sign: a sample of either half alone would show.
    const random = new RandomSource({ seed: 4, stream: 0, counter: 0 });
    const sample = new PairSample(2000);
    for (let at = 0; at < 40_000; at++) {
      const value = random.uniform();
      sample.add(value, at < 20_000 ? value : 1 - value);
    }
    expect(Math.abs(sample.rankCorrelation()!)).toBeLessThan(3 / Math.sqrt(2000));
  });
});

describe('UncertaintyMeter', () => {
  const meterOf = () => new UncertaintyMeter({ classCount: 2, maps: ['doubt'], correlatedMaps: ['doubt'] });

  test('measures a hand-worked image, the unlabelled pixel left out', () => {
    const meter = meterOf();
    const probabilities = Float32Array.of(0.75, 0.25, 0.25, 0.75, 0.75, 0.25, 0.5, 0.5, 1, 0);
    meter.add({ probabilities, truth: Uint8Array.of(0, 1, 1, 1, 255), maps: { doubt: Float32Array.of(1, 2, 5, 4, NaN) } });
    const figures = meter.figures();
    expect(figures.labelledPixels).toBe(4);
    // Of equal classes the first is predicted, so the fourth pixel is wrong.
    expect(figures.accuracy).toBe(0.5);
    expect(figures.nll).toBeCloseTo(-(2 * Math.log(0.75) + Math.log(0.25) + Math.log(0.5)) / 4, 12);
    expect(figures.brier).toBeCloseTo((0.125 + 0.125 + 1.125 + 0.5) / 4, 12);
    expect(figures.expectedCalibrationError).toBeCloseTo((3 / 4) * Math.abs(2 / 3 - 0.75) + (1 / 4) * 0.5, 12);
    // Class 1: 0.25 is right one time in two, 0.5 and 0.75 always.
    expect(figures.calibrationErrorPerClass[1]).toBeCloseTo((2 / 4) * 0.25 + (1 / 4) * 0.5 + (1 / 4) * 0.25, 12);
    expect(figures.classwiseCalibrationError).toBeCloseTo((figures.calibrationErrorPerClass[0]! + figures.calibrationErrorPerClass[1]!) / 2, 12);
    expect(figures.reliability.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(figures.maps.doubt).toMatchObject({ areaUnderRoc: 1, averagePrecision: 1, falsePositiveRate: 0, excessAreaUnderRiskCoverage: expect.closeTo(0, 12) as number });
    // Ranks 1 2 4 3 of the doubt, 1.5 1.5 4 3 of the loss.
    expect(figures.maps.doubt.rankCorrelation).toBeCloseTo(spearman(Float64Array.of(1, 2, 5, 4), Float64Array.of(0, 0, 2, 1))!, 12);
  });

  test('gives the same figures whatever the parts and their order, within their ranges', () => {
    const pixel = fc.record({ probability: fc.integer({ min: 0, max: 64 }), truth: fc.constantFrom(0, 1, 255), doubt: fc.integer({ min: 0, max: 5 }) });
    fc.assert(
      fc.property(fc.array(pixel, { minLength: 1, maxLength: 40 }), (pixels) => {
        const part = (some: typeof pixels) => ({
          probabilities: Float32Array.from(some.flatMap(({ probability }) => [probability / 64, 1 - probability / 64])),
          truth: Uint8Array.from(some, ({ truth }) => truth),
          maps: { doubt: Float32Array.from(some, ({ doubt }) => doubt / 7) },
        });
        const [whole, parts] = [meterOf(), meterOf()];
        whole.add(part(pixels));
        for (const one of pixels.toReversed()) parts.add(part([one]));
        const [first, second] = [whole.figures(), parts.figures()];
        for (const name of ['accuracy', 'nll', 'brier', 'expectedCalibrationError', 'classwiseCalibrationError'] as const) {
          if (first[name] === null) expect(second[name]).toBeNull();
          else expect(second[name], name).toBeCloseTo(first[name], 12);
        }
        expect(second.adaptiveCalibrationError.value).toBeCloseTo(first.adaptiveCalibrationError.value, 12);
        const { rankCorrelation: own, ...ranking } = first.maps.doubt;
        const { rankCorrelation: other, ...otherRanking } = second.maps.doubt;
        expect(otherRanking).toEqual(ranking);
        expect(other ?? 0).toBeCloseTo(own ?? 0, 12);
        expect(first.brier ?? 0).toBeLessThanOrEqual(2);
        for (const name of ['areaUnderRoc', 'averagePrecision', 'falsePositiveRate', 'areaUnderRiskCoverage'] as const) {
          expect(ranking[name] ?? 0, name).toBeGreaterThanOrEqual(0);
          expect(ranking[name] ?? 0, name).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('has nothing to say before anything was added', () => {
    const figures = meterOf().figures();
    expect(figures).toMatchObject({ labelledPixels: 0, accuracy: null, nll: null, brier: null, expectedCalibrationError: 0 });
    expect(figures.maps.doubt).toMatchObject({ areaUnderRoc: null, areaUnderRiskCoverage: null, rankCorrelation: null, riskCoverage: [] });
  });

  test('refuses what does not fit', () => {
    const pixels = { probabilities: Float32Array.of(1, 0), truth: Uint8Array.of(0), maps: { doubt: Float32Array.of(0) } };
    expect(() => meterOf().add({ ...pixels, probabilities: new Float32Array(4) })).toThrow(/2 classes: wanted 1 pixels, got 2/);
    expect(() => meterOf().add({ ...pixels, maps: { doubt: new Float32Array(3) } })).toThrow(/wanted 1 pixels, got 3/);
    expect(() => meterOf().add({ ...pixels, truth: Uint8Array.of(2) })).toThrow(/below 2, got 2/);
    expect(() => meterOf().add({ ...pixels, maps: { doubt: Float32Array.of(NaN) } })).toThrow(/finite/);
    const names: readonly string[] = ['doubt'];
    expect(() => new UncertaintyMeter({ classCount: 2, maps: names, correlatedMaps: ['entropy'] })).toThrow(/correlations of doubt, got entropy/);
  });
});
