import { describe, expect, test } from 'vitest';
import { RandomSource } from '../random/RandomSource.ts';
import { clopperPearson } from './clopperPearson.ts';
import { lowerShare, upperRatio } from './ratioBounds.ts';

const shares = (...values: number[]) => values.map((found) => ({ found, expected: 1, most: 1 }));

describe('clopperPearson', () => {
  test('closed forms: nothing found, all found', () => {
    expect(clopperPearson(0, 20, 0.95).upper).toBeCloseTo(1 - 0.025 ** (1 / 20), 9);
    expect(clopperPearson(20, 20, 0.95).lower).toBeCloseTo(0.025 ** (1 / 20), 9);
    expect([clopperPearson(0, 20, 0.95).lower, clopperPearson(20, 20, 0.95).upper]).toEqual([0, 1]);
  });

  test('the textbook case: 4 of 10 at 95 %', () => {
    const { estimate, lower, upper } = clopperPearson(4, 10, 0.95);
    expect([estimate, lower, upper].map((value) => Number(value.toFixed(4)))).toEqual([0.4, 0.1216, 0.7376]);
  });

  test('thousands of trials neither under- nor overflow', () => {
    const { lower, upper } = clopperPearson(50, 5000, 0.95);
    expect(lower).toBeGreaterThan(0.0074);
    expect(upper).toBeLessThan(0.0132);
  });

  test('refuses counts that are none', () => {
    expect(() => clopperPearson(3, 2, 0.95)).toThrow(/got 3 of 2/);
    expect(() => clopperPearson(0, 0, 0.95)).toThrow(/got 0 of 0/);
  });
});

describe('upperRatio', () => {
  test('nothing seen, nothing said', () => expect(upperRatio([], 0.1)).toBe(Infinity));

  test('hand-worked: one clean sample; the bet before it is one', () => {
    // sqrt(2 ln 10 / (1 x 1/4)) is over 1, so the bet is 1: 1 + ratio = 10.
    expect(upperRatio(shares(0), 0.1)).toBeCloseTo(9, 5);
  });

  test('clean samples: close to the exact bound of a share', () => {
    const bound = upperRatio(shares(...new Array<number>(100).fill(0)), 0.1);
    expect(bound).toBeGreaterThanOrEqual(1 - 0.1 ** (1 / 100));
    expect(bound).toBeLessThan(1.1 * (1 - 0.1 ** (1 / 100)));
  });

  test('more of the same narrows it; what is found raises it', () => {
    const some = upperRatio(shares(...new Array<number>(40).fill(0.1)), 0.1);
    expect(upperRatio(shares(...new Array<number>(400).fill(0.1)), 0.1)).toBeLessThan(some);
    expect(upperRatio(shares(...new Array<number>(40).fill(0.2)), 0.1)).toBeGreaterThan(some);
    expect(some).toBeGreaterThan(0.1);
  });

  test('a ratio to what was expected may be over one', () => {
    const samples = new Array(200).fill({ found: 30, expected: 10, most: 100 }) as { found: number; expected: number; most: number }[];
    expect(upperRatio(samples, 0.1)).toBeGreaterThan(3);
    expect(upperRatio(samples, 0.1)).toBeLessThan(3.6);
  });

  test('the lower bound comes near too, and is 0 where nothing was found', () => {
    const often = lowerShare(shares(...new Array<number>(100).fill(0.04)), 0.025);
    expect(often).toBeGreaterThan(0.02);
    expect(often).toBeLessThan(0.04);
    expect(lowerShare(shares(0, 0, 0), 0.025)).toBe(0);
    expect(lowerShare([], 0.025)).toBe(0);
  });

  test.each([0.1, 0.3])('the true share is covered as often as promised, delta %f', (delta) => {
    let [tooLow, tooHigh] = [0, 0];
    const runs = 400;
    for (let run = 0; run < runs; run++) {
      const random = new RandomSource({ seed: 1, stream: 7, counter: run });
      // Mostly clean, now and then wrong altogether: what plain intervals of a mean fail on.
      const found = Array.from({ length: 30 }, () => (random.chance(0.05) ? random.uniform(0.2, 1) : 0));
      if (upperRatio(shares(...found), delta) < 0.03) tooLow++;
      if (lowerShare(shares(...found), delta) > 0.03) tooHigh++;
    }
    expect(tooLow / runs).toBeLessThanOrEqual(delta);
    expect(tooHigh / runs).toBeLessThanOrEqual(delta);
  });
});
