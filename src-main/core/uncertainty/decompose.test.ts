import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decomposeUncertainty } from './decompose.ts';

/** One pixel's probabilities by a number of members over a number of classes. */
const ensembles = fc
  .record({ members: fc.integer({ min: 1, max: 6 }), classes: fc.integer({ min: 2, max: 5 }) })
  .chain(({ members, classes }) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: classes, maxLength: classes }), {
      minLength: members,
      maxLength: members,
    }),
  )
  .map((weights) =>
    weights.map((row) => {
      const total = row.reduce((sum, weight) => sum + weight, 0);
      return total === 0 ? row.map(() => 1 / row.length) : row.map((weight) => weight / total);
    }),
  );

function decompose(rows: readonly (readonly number[])[]) {
  const maps = decomposeUncertainty(Float32Array.from(rows.flat()), {
    members: rows.length,
    pixels: 1,
    classes: rows[0]!.length,
  });
  return {
    predictive: maps.predictiveEntropy[0]!,
    mutual: maps.mutualInformation[0]!,
    expected: maps.expectedEntropy[0]!,
  };
}

describe('decomposeUncertainty', () => {
  test('closed form: sure members that contradict each other', () => {
    const { predictive, mutual, expected } = decompose([[1, 0], [0, 1]]);
    expect(predictive).toBeCloseTo(Math.LN2, 6);
    expect(mutual).toBeCloseTo(Math.LN2, 6);
    expect(expected).toBe(0);
  });

  test('closed form: members that agree on not knowing', () => {
    const { predictive, mutual, expected } = decompose([[0.25, 0.25, 0.25, 0.25], [0.25, 0.25, 0.25, 0.25]]);
    expect(predictive).toBeCloseTo(Math.log(4), 6);
    expect(mutual).toBeCloseTo(0, 6);
    expect(expected).toBeCloseTo(Math.log(4), 6);
  });

  test('identical members have no mutual information', () => {
    fc.assert(fc.property(ensembles, (rows) => {
      expect(decompose(rows.map(() => rows[0]!)).mutual).toBeLessThan(1e-6);
    }));
  });

  test('0 <= mutual information <= entropy <= ln C, and the parts add up', () => {
    fc.assert(fc.property(ensembles, (rows) => {
      const { predictive, mutual, expected } = decompose(rows);
      expect(mutual).toBeGreaterThanOrEqual(0);
      expect(mutual).toBeLessThanOrEqual(predictive + 1e-6);
      expect(predictive).toBeLessThanOrEqual(Math.log(rows[0]!.length) + 1e-6);
      expect(mutual + expected).toBeCloseTo(predictive, 5);
    }));
  });

  test('the order of the members does not matter', () => {
    fc.assert(fc.property(ensembles, (rows) => {
      const forwards = decompose(rows);
      const backwards = decompose([...rows].reverse());
      expect(backwards.predictive).toBeCloseTo(forwards.predictive, 6);
      expect(backwards.mutual).toBeCloseTo(forwards.mutual, 6);
    }));
  });

  test('refuses a length that does not fit', () => {
    expect(() => decomposeUncertainty(new Float32Array(5), { members: 2, pixels: 1, classes: 3 })).toThrow(
      /wanted 2 x 1 x 3 values, got 5/,
    );
  });
});
