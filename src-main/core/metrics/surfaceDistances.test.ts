import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { surfaceDistances } from './surfaceDistances.ts';

/** Digits are classes, a question mark is unlabelled. */
const mapOf = (rows: readonly string[]): Uint8Array => Uint8Array.from(rows.join(''), (letter) => (letter === '?' ? 255 : Number(letter)));

const measure = (prediction: readonly string[], truth: readonly string[], spacing?: { x: number; y: number }) =>
  surfaceDistances({ width: truth[0]!.length, height: truth.length, prediction: mapOf(prediction), truth: mapOf(truth), ...(spacing ? { spacing } : {}) }, 1);

/** A square of ones, `side` pixels wide, from (left, top) on. */
const square = (left: number, top: number, side: number): string[] =>
  Array.from({ length: 20 }, (_row, y) => Array.from({ length: 20 }, (_column, x) => (x >= left && x < left + side && y >= top && y < top + side ? '1' : '0')).join(''));

describe('surfaceDistances', () => {
  test('of one pixel to another is their distance, in pixels and in units', () => {
    const [prediction, truth] = [
      ['10000', '00000', '00000'],
      ['00000', '00000', '00010'],
    ];
    const distance = Math.sqrt(3 ** 2 + 2 ** 2);
    expect(measure(prediction, truth)).toEqual({ hausdorff95: distance, hausdorff: distance, average: distance });
    expect(measure(prediction, truth, { x: 0.5, y: 4 }).average).toBeCloseTo(Math.hypot(1.5, 8), 12);
  });

  test('of a square in a square is worked by hand', () => {
    // Rims of 6 x 6 and 4 x 4: 20 and 12 pixels; all are 1 away but the four outer corners, which are √2.
    const { hausdorff95, hausdorff, average } = measure(square(5, 5, 6), square(6, 6, 4));
    expect(average).toBeCloseTo((16 + 4 * Math.SQRT2 + 12) / 32, 12);
    expect(hausdorff).toBeCloseTo(Math.SQRT2, 12);
    expect(hausdorff95).toBeCloseTo(Math.SQRT2, 12);
  });

  test('of a moved square is never more than it moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 7 }), (right, down, side) => {
        const there = measure(square(3, 3, side), square(3 + right, 3 + down, side));
        expect(there).toEqual(measure(square(3 + right, 3 + down, side), square(3, 3, side)));
        expect(there.hausdorff).toBeCloseTo(Math.hypot(right, down), 12);
        expect(there.hausdorff95).toBeLessThanOrEqual(there.hausdorff!);
        expect(there.average).toBeLessThanOrEqual(there.hausdorff!);
      }),
      { numRuns: 40 },
    );
  });

  test('says when there is no rim in either, or in one alone', () => {
    expect(measure(['00'], ['00'])).toEqual({ hausdorff95: null, hausdorff: null, average: null });
    expect(measure(['01'], ['00'])).toEqual({ hausdorff95: Infinity, hausdorff: Infinity, average: Infinity });
    expect(measure(['00'], ['01']).average).toBe(Infinity);
  });

  test('makes no rim where nobody has labelled', () => {
    // Were the unlabelled column background, the truth would have a rim beside it, 1 from the prediction's.
    const truth = ['00000', '011??', '011??', '011??', '00000'];
    const prediction = ['00000', '01111', '01111', '01111', '00000'];
    expect(measure(prediction, truth)).toEqual({ hausdorff95: 0, hausdorff: 0, average: 0 });
    // One that ends nowhere in what is labelled has none.
    expect(measure(['???', '?1?', '???'], ['???', '?1?', '???']).average).toBeNull();
  });

  test('refuses maps of other sizes and pixels without sides', () => {
    expect(() => surfaceDistances({ width: 2, height: 2, prediction: new Uint8Array(4), truth: new Uint8Array(3) }, 1)).toThrow(/2 x 2 image: got 4 predicted pixels, 3 labels/);
    expect(() => measure(['1'], ['1'], { x: 0, y: 1 })).toThrow(/positive sides of a pixel, got 0 x 1/);
  });
});
