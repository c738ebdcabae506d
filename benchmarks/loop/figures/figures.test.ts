import { describe, expect, test } from 'vitest';
import type { LoopPoint, LoopRun } from './LoopRun.ts';
import { timeRatio } from '../report/reach.ts';
import { areaUnderCurve, commonRange } from './areaUnderCurve.ts';
import { budgetToReach } from './budgetToReach.ts';
import { valueAt } from './Curve.ts';
import { LoopFigures } from './LoopFigures.ts';
import { meanInterval, signOf } from './meanInterval.ts';

const line = [
  { x: 1, y: 0.2 },
  { x: 3, y: 0.6 },
  { x: 5, y: 0.7 },
];

describe('area under a budget curve', () => {
  test('of a straight line is its middle value, wherever it is cut', () => {
    expect(areaUnderCurve(line, { from: 1, to: 3 })).toBeCloseTo(0.4, 12);
    expect(areaUnderCurve(line, { from: 1.5, to: 2 })).toBeCloseTo(valueAt(line, 1.75), 12);
  });

  test('of 1 - exp(-x), finely measured, is the closed form', () => {
    const curve = Array.from({ length: 2001 }, (_none, index) => ({ x: index / 500, y: 1 - Math.exp(-index / 500) }));
    // Integral over 0 … 4: 4 - (1 - e^-4).
    expect(areaUnderCurve(curve, { from: 0, to: 4 })).toBeCloseTo((4 - (1 - Math.exp(-4))) / 4, 6);
  });

  test('splits: parts add up by their lengths', () => {
    const whole = areaUnderCurve(line, { from: 1, to: 5 }) * 4;
    expect(areaUnderCurve(line, { from: 1, to: 2.2 }) * 1.2 + areaUnderCurve(line, { from: 2.2, to: 5 }) * 2.8).toBeCloseTo(whole, 12);
  });

  test('refuses what was not measured', () => {
    expect(() => areaUnderCurve(line, { from: 0, to: 3 })).toThrow(RangeError);
    expect(() => areaUnderCurve(line, { from: 3, to: 3 })).toThrow(RangeError);
  });

  test('the common range is where all curves are', () => {
    expect(commonRange([line, [{ x: 2, y: 0 }, { x: 9, y: 1 }]])).toEqual({ from: 2, to: 5 });
    expect(commonRange([line, [{ x: 6, y: 0 }, { x: 9, y: 1 }]])).toBeNull();
  });
});

test('the budget to reach a quality lies on the line to the first point above it', () => {
  expect(budgetToReach(line, 0.5)).toBeCloseTo(2.5, 12);
  expect(budgetToReach(line, 0.1)).toBe(1);
  expect(budgetToReach(line, 0.8)).toBeNull();
});

describe('mean with its interval', () => {
  test('by hand: 1, 2, 3 has deviation 1 and half an interval of 4.303 / sqrt(3)', () => {
    const { mean, interval } = meanInterval([1, 2, 3]);
    expect(mean).toBe(2);
    expect(interval![1] - mean).toBeCloseTo(4.303 / Math.sqrt(3), 10);
    expect(mean - interval![0]).toBeCloseTo(4.303 / Math.sqrt(3), 10);
  });

  test('a single value has none, and tells nothing', () => {
    expect(meanInterval([0.3])).toEqual({ mean: 0.3, count: 1, interval: null });
    expect(signOf(meanInterval([0.3]))).toBe('open');
  });

  test('differences are better or worse where the whole interval is', () => {
    expect(signOf(meanInterval([0.1, 0.11, 0.12]))).toBe('better');
    expect(signOf(meanInterval([-0.1, -0.11, -0.12]))).toBe('worse');
    expect(signOf(meanInterval([-0.1, 0.1, 0.12]))).toBe('open');
  });

  test('refuses none and more than its table knows', () => {
    expect(() => meanInterval([])).toThrow(RangeError);
    expect(() => meanInterval(new Array<number>(14).fill(1))).toThrow(RangeError);
  });
});

function run(arm: LoopRun['arm'], seed: number, curve: readonly (readonly [share: number, seconds: number, dice: number])[]): LoopRun {
  const points = curve.map(([labelledShare, seconds, dice]): LoopPoint => ({ labelledPixels: 1000 * labelledShare, labelledShare, settled: 0, seconds, dice, meanIou: 0, ece: 0, learnedLossCorrelation: null, foundCorrelation: null, mislabelledShare: 0 }));
  return { set: 'a', arm, expert: 'perfect', seed, points, fullUpdate: null, poolPixels: 1000, elapsedMs: 0, processorMs: 0 };
}

describe('figures of a set', () => {
  const runs = [
    run('standard', 1, [[0.01, 10, 0.5], [0.03, 30, 0.9]]),
    run('foregroundRandom', 1, [[0.01, 10, 0.5], [0.03, 50, 0.7]]),
    run('standard', 2, [[0.01, 12, 0.4], [0.03, 32, 0.8]]),
    run('fullyLabelled', 1, [[1, 500, 0.92]]),
  ];
  const figures = new LoopFigures(runs, 'a', 'perfect');

  test('areas are taken over what all strategies of a seed have, differences where both arms have the seed', () => {
    expect(figures.rangeOf(1, 'seconds')).toEqual({ from: 10, to: 30 });
    // The baseline has gone half its way at 30 s.
    expect(figures.difference('standard', 'seconds')!.mean).toBeCloseTo(0.7 - 0.55, 10);
    expect(figures.difference('standard', 'seconds')).toMatchObject({ count: 1, interval: null });
    expect(figures.area('standard', 'pixels')!.mean).toBeCloseTo((0.7 + 0.6) / 2, 10);
    expect(figures.difference('coreSet', 'pixels')).toBeNull();
  });

  test('whole images do not shorten what strategies are compared over, and have no area where they fall short of it', () => {
    const short = run('wholeImages', 1, [[0.01, 10, 0.5], [0.3, 20, 0.6]]);
    const both = new LoopFigures([...runs, short], 'a', 'perfect');
    expect(both.rangeOf(1, 'seconds')).toEqual({ from: 10, to: 30 });
    expect(both.area('wholeImages', 'seconds')).toBeNull();
    expect(both.area('wholeImages', 'pixels')!.mean).toBeCloseTo(0.5 + 0.05 * (0.02 / 0.29), 10);
  });

  test('all labels are a level, not a curve', () => {
    expect(figures.fullDice()).toBe(0.92);
    expect(figures.area('fullyLabelled', 'pixels')).toBeNull();
  });

  test('other sets and experts are left out', () => {
    expect(new LoopFigures(runs, 'b', 'perfect').seeds).toEqual([]);
    expect(new LoopFigures(runs, 'a', 'hasty').seeds).toEqual([]);
  });

  test('the ratio of times counts from the first labels on, to 95 % of the full Dice or to what both reach', () => {
    const whole = run('wholeImages', 1, [[0.01, 10, 0.5], [0.3, 130, 0.8], [0.5, 210, 0.9]]);
    // 0.95 x 0.92 = 0.874: 18.7 s and 179.2 s after the first labels.
    expect(timeRatio(runs[0]!, whole, 0.92)).toBeCloseTo((120 + 80 * 0.74) / (20 * 0.935), 6);
    // Both reach 0.9 at most.
    expect(timeRatio(runs[0]!, whole, 0.99)).toBeCloseTo(200 / 20, 10);
  });
});
