import { describe, expect, test } from 'vitest';
import { learningRateAt } from './schedule.ts';

describe('learningRateAt', () => {
  const schedule = { name: 'oneCycle', highest: 1, totalSteps: 100, warmUpShare: 0.1, power: 0.9 } as const;
  test('rises to its top over the warm-up and falls to almost nothing', () => {
    const rates = Array.from({ length: 100 }, (_, step) => learningRateAt(step, schedule));
    expect(rates[0]).toBeCloseTo(1 / 25, 6);
    expect(rates[10]).toBeCloseTo(1, 6);
    expect(rates[99]).toBeCloseTo(1e-3, 6);
    for (let step = 1; step < 100; step++) expect(Math.sign(rates[step]! - rates[step - 1]!)).toBe(step <= 10 ? 1 : -1);
  });

  test('is defined for a single step', () => {
    expect(Number.isFinite(learningRateAt(0, { ...schedule, totalSteps: 1 }))).toBe(true);
  });

  const after = { ...schedule, warmUpShare: 0.2 };
  test('the other schedules rise in a straight line, then fall as they say, worked by hand', () => {
    for (const name of ['cosine', 'polynomial', 'constant'] as const) {
      expect(learningRateAt(0, { ...after, name })).toBeCloseTo(1 / 20, 12);
      expect(learningRateAt(9, { ...after, name })).toBeCloseTo(1 / 2, 12);
      expect(learningRateAt(20, { ...after, name })).toBe(1);
    }
    // Half of the 80 steps after the warm-up.
    expect(learningRateAt(60, { ...after, name: 'cosine' })).toBeCloseTo(0.5, 12);
    expect(learningRateAt(60, { ...after, name: 'polynomial' })).toBeCloseTo(0.5 ** 0.9, 12);
    expect(learningRateAt(60, { ...after, name: 'polynomial', power: 2 })).toBeCloseTo(0.25, 12);
    expect(learningRateAt(99, { ...after, name: 'constant' })).toBe(1);
  });

  test('without a warm-up they begin at the highest rate, and never reach 0', () => {
    for (const name of ['cosine', 'polynomial', 'constant'] as const) {
      expect(learningRateAt(0, { ...schedule, name, warmUpShare: 0 })).toBe(1);
      for (const totalSteps of [1, 2, 7]) expect(learningRateAt(totalSteps - 1, { ...schedule, name, totalSteps })).toBeGreaterThan(0);
    }
  });
});
