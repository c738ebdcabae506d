import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomSource } from '../random/RandomSource.ts';
import { areaUnderRoc, averagePrecision, falsePositiveRate } from './errorDetection.ts';
import { harmonicDifference } from './harmonicDifference.ts';
import { rankingBounds } from './rankingBounds.ts';
import { rankingFigures } from './rankingFigures.ts';
import { areaUnderRiskCoverage, excessAreaUnderRiskCoverage, leastAreaUnderRiskCoverage, riskCoverageCurve } from './riskCoverage.ts';
import { ScoreHistogram } from './ScoreHistogram.ts';
import { groupScores } from './ScoreGroups.ts';
import type { ScoreGroups } from './ScoreGroups.ts';

const groupsOf = (scores: readonly number[], outcomes: readonly number[]): ScoreGroups => groupScores(Float64Array.from(scores), Uint8Array.from(outcomes));

function binned(scores: Float32Array, outcomes: Uint8Array): ScoreGroups {
  const histogram = new ScoreHistogram();
  histogram.add(scores, outcomes);
  return histogram.groups();
}

/** Some scores with their outcomes: small integers of both signs, so that many are alike. */
const scored = fc.array(fc.record({ score: fc.integer({ min: -6, max: 6 }), outcome: fc.constantFrom(0, 1) }), { minLength: 1, maxLength: 30 });

/** Mean over every order of equal scores of the mean risk over all coverages, by trying each permutation of the list. */
function bruteArea(items: readonly { readonly score: number; readonly outcome: number }[]): number {
  const areas: number[] = [];
  const extend = (left: readonly number[], wrong: number, kept: number, sum: number): void => {
    if (left.length === 0) return void areas.push(sum / items.length);
    const least = Math.min(...left.map((at) => items[at]!.score));
    for (const at of left.filter((one) => items[one]!.score === least)) {
      const errors = wrong + items[at]!.outcome;
      extend(left.filter((one) => one !== at), errors, kept + 1, sum + errors / (kept + 1));
    }
  };
  extend([...items.keys()], 0, 0, 0);
  return areas.reduce((sum, area) => sum + area, 0) / areas.length;
}

describe('harmonicDifference', () => {
  test('is the sum itself, on either side of the series', () => {
    for (const [from, to] of [[0, 0], [0, 1], [0, 200], [5, 40], [31, 64], [100, 5000], [100_000, 100_040]] as const) {
      let sum = 0;
      for (let at = to; at > from; at--) sum += 1 / at;
      expect(harmonicDifference(from, to) / (sum || 1)).toBeCloseTo(sum === 0 ? 0 : 1, 12);
    }
  });
});

describe('areaUnderRoc', () => {
  test('is the share of pairs in the right order, equal ones counting half', () => {
    fc.assert(
      fc.property(scored, (items) => {
        const [wrong, right] = [items.filter(({ outcome }) => outcome === 1), items.filter(({ outcome }) => outcome === 0)];
        const area = areaUnderRoc(groupsOf(items.map(({ score }) => score), items.map(({ outcome }) => outcome)));
        if (wrong.length * right.length === 0) {
          expect(area).toBeNull();
          return;
        }
        let won = 0;
        for (const one of wrong) for (const other of right) won += one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0;
        expect(area).toBeCloseTo(won / (wrong.length * right.length), 12);
      }),
    );
  });

  test('of two normal distributions is Φ(d / √2), the closed form', () => {
    const random = new RandomSource({ seed: 3, stream: 0, counter: 0 });
    const outcomes = Uint8Array.from({ length: 200_000 }, (_none, at) => at % 2);
    const scores = Float32Array.from(outcomes, (outcome) => random.normal() + outcome);
    // Φ(1 / √2); three standard errors of as many scores.
    expect(Math.abs(areaUnderRoc(binned(scores, outcomes))! - 0.76025)).toBeLessThan(0.0033);
  });

  test('keeps its value under rising maps and turns over under falling ones', () => {
    fc.assert(
      fc.property(scored, (items) => {
        const outcomes = items.map(({ outcome }) => outcome);
        const areaOf = (map: (score: number) => number) => areaUnderRoc(groupsOf(items.map(({ score }) => map(score)), outcomes));
        const area = areaOf((score) => score);
        if (area === null) return;
        expect(areaOf((score) => Math.exp(score))).toBeCloseTo(area, 12);
        expect(areaOf((score) => -score)).toBeCloseTo(1 - area, 12);
      }),
    );
  });
});

describe('averagePrecision and falsePositiveRate', () => {
  test('a hand-worked case', () => {
    // Descending: wrong | right, wrong | right | wrong | right.
    const groups = groupsOf([9, 7, 7, 5, 3, 1], [1, 0, 1, 0, 1, 0]);
    expect(averagePrecision(groups)).toBeCloseTo((1 + 2 / 3 + 3 / 5) / 3, 12);
    expect(falsePositiveRate(groups)).toBeCloseTo(2 / 3, 12);
    expect(falsePositiveRate(groups, 0.6)).toBeCloseTo(1 / 3, 12);
    expect(falsePositiveRate(groups, 0.3)).toBe(0);
  });

  test('are what chance gives where every score is alike', () => {
    const groups = groupsOf(Array.from({ length: 10 }, () => 2), [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect([areaUnderRoc(groups), averagePrecision(groups), falsePositiveRate(groups)]).toEqual([0.5, 0.2, 1]);
  });

  test('are not said of one kind alone', () => {
    expect([averagePrecision(groupsOf([1], [0])), falsePositiveRate(groupsOf([1], [1])), areaUnderRiskCoverage(groupsOf([], []))]).toEqual([null, null, null]);
    expect(averagePrecision(groupsOf([1, 2], [1, 1]))).toBe(1);
  });

  test('refuse a recall of 0', () => expect(() => falsePositiveRate(groupsOf([1], [1]), 0)).toThrow(/above 0, at most 1, got 0/));
});

describe('risk and coverage', () => {
  test('a hand-worked case', () => {
    const groups = groupsOf([1, 2, 3, 4], [0, 1, 0, 1]);
    expect(areaUnderRiskCoverage(groups)).toBeCloseTo((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4, 12);
    expect(leastAreaUnderRiskCoverage(groups)).toBeCloseTo((0 + 0 + 1 / 3 + 1 / 2) / 4, 12);
    expect(excessAreaUnderRiskCoverage(groups)).toBeCloseTo(1 / 8, 12);
    expect(riskCoverageCurve(groups, 4)).toEqual([
      { coverage: 0.25, risk: 0 },
      { coverage: 0.5, risk: 0.5 },
      { coverage: 0.75, risk: 1 / 3 },
      { coverage: 1, risk: 0.5 },
    ]);
    expect(riskCoverageCurve(groupsOf([], []))).toEqual([]);
  });

  test('is the mean over every order of equal scores', () => {
    const few = fc.array(fc.record({ score: fc.integer({ min: 0, max: 2 }), outcome: fc.constantFrom(0, 1) }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(few, (items) => {
        const groups = groupsOf(items.map(({ score }) => score), items.map(({ outcome }) => outcome));
        expect(areaUnderRiskCoverage(groups)).toBeCloseTo(bruteArea(items), 12);
        expect(riskCoverageCurve(groups, items.length).reduce((sum, { risk }) => sum + risk, 0) / items.length).toBeCloseTo(bruteArea(items), 12);
      }),
      { numRuns: 60 },
    );
  });

  test('of scores that say nothing is the error rate; of the best ranking nothing is lost', () => {
    expect(areaUnderRiskCoverage(groupsOf([1, 1, 1, 1], [0, 1, 0, 0]))).toBeCloseTo(0.25, 12);
    expect(excessAreaUnderRiskCoverage(groupsOf([1, 2, 3, 4], [0, 0, 1, 1]))).toBeCloseTo(0, 12);
    // The limit of the least area at many scores, r + (1 - r) ln(1 - r), as the paper has it.
    const many: ScoreGroups = { positive: Float64Array.of(2e6), negative: Float64Array.of(8e6) };
    expect(leastAreaUnderRiskCoverage(many)).toBeCloseTo(0.2 + 0.8 * Math.log(0.8), 6);
  });
});

describe('ScoreHistogram', () => {
  test('does not ask in which order or in how many parts scores come', () => {
    fc.assert(
      fc.property(scored, (items) => {
        const scores = Float32Array.from(items, ({ score }) => score / 3);
        const outcomes = Uint8Array.from(items, ({ outcome }) => outcome);
        const histogram = new ScoreHistogram();
        for (let at = items.length - 1; at >= 0; at--) histogram.add(scores.subarray(at, at + 1), outcomes.subarray(at, at + 1));
        expect(histogram.groups()).toEqual(groupScores(scores, outcomes));
      }),
    );
  });

  test('keeps the figures of the sorted scores within its bounds, and near', () => {
    const random = new RandomSource({ seed: 5, stream: 0, counter: 0 });
    // Doubts as networks have them: most very small, and either sign.
    for (const sign of [1, -1]) {
      const scores = Float32Array.from({ length: 60_000 }, () => sign * random.uniform() ** 6);
      const outcomes = Uint8Array.from(scores, (score) => (random.chance(0.9 * Math.abs(score)) ? 1 : 0));
      const [exact, rough] = [rankingFigures(groupScores(scores, outcomes)), rankingFigures(binned(scores, outcomes))];
      for (const name of ['areaUnderRoc', 'averagePrecision', 'falsePositiveRate', 'areaUnderRiskCoverage'] as const) {
        const { lowest, highest } = rough.bounds[name]!;
        expect(exact[name], name).toBeGreaterThanOrEqual(lowest);
        expect(exact[name], name).toBeLessThanOrEqual(highest);
        expect(highest - lowest, name).toBeLessThan(0.005);
        expect(Math.abs(rough[name]! - exact[name]!), name).toBeLessThan(3e-4);
      }
    }
  });

  test('bounds hold for any split of a group', () => {
    fc.assert(
      fc.property(scored, (items) => {
        const outcomes = items.map(({ outcome }) => outcome);
        const exact = rankingFigures(groupsOf(items.map(({ score }) => score), outcomes));
        // Three neighbouring scores become one group.
        const bounds = rankingBounds(groupsOf(items.map(({ score }) => Math.floor(score / 3)), outcomes));
        for (const name of ['areaUnderRoc', 'averagePrecision', 'falsePositiveRate', 'areaUnderRiskCoverage'] as const) {
          if (exact[name] === null) {
            expect(bounds[name]).toBeNull();
            continue;
          }
          expect(exact[name], name).toBeGreaterThanOrEqual(bounds[name]!.lowest - 1e-12);
          expect(exact[name], name).toBeLessThanOrEqual(bounds[name]!.highest + 1e-12);
        }
      }),
    );
  });

  test('tells doubts apart however small they are, and takes -0 for 0', () => {
    expect(binned(Float32Array.of(1e-30, 2e-30, 0, -0, -1), Uint8Array.of(0, 1, 0, 1, 255))).toEqual({ positive: Float64Array.of(1, 0, 1), negative: Float64Array.of(1, 1, 0) });
  });

  test('refuses what has no order and what does not fit', () => {
    const histogram = new ScoreHistogram();
    expect(() => histogram.add(Float32Array.of(NaN), Uint8Array.of(1))).toThrow(/wanted finite numbers/);
    expect(() => histogram.add(Float32Array.of(Infinity), Uint8Array.of(1))).toThrow(/wanted finite numbers/);
    expect(() => histogram.add(Float32Array.of(-Infinity), Uint8Array.of(0))).toThrow(/wanted finite numbers/);
    histogram.add(Float32Array.of(NaN), Uint8Array.of(255));
    expect(() => histogram.add(Float32Array.of(1), Uint8Array.of(1, 0))).toThrow(/wanted 1 outcomes, got 2/);
    expect(() => groupScores(Float32Array.of(1), Uint8Array.of(1, 0))).toThrow(/wanted 1 outcomes, got 2/);
    expect(() => groupScores(Float32Array.of(NaN), Uint8Array.of(1))).toThrow(/got NaN/);
  });
});
