import { describe, expect, test } from 'vitest';
import { learnEffort, usualEffort } from './effortModel.ts';
import type { TimedRegion } from './effortModel.ts';

const region = (score: number, boundaryPixels: number): Omit<TimedRegion, 'seconds'> => ({ pixelCount: 200, score, boundaryPixels });

describe('the effort model', () => {
  test('without timings is the prior: 3 s, 0.03 s a boundary pixel, 0.05 s a wrong one', () => {
    expect(learnEffort([]).secondsOf(region(20, 100))).toBeCloseTo(3 + 3 + 1, 9);
    expect(usualEffort.secondsOf(region(20, 100))).toBeCloseTo(7, 9);
  });

  test('finds the coefficients that many timings were made with', () => {
    const timed = Array.from({ length: 20_000 }, (_none, at): TimedRegion => {
      const [score, boundary] = [(at * 7) % 60, (at * 13) % 120];
      return { ...region(score, boundary), seconds: 1.5 + 0.01 * boundary + 0.2 * score };
    });
    const model = learnEffort(timed);
    expect(model.secondsOf(region(0, 0))).toBeCloseTo(1.5, 1);
    expect(model.secondsOf(region(50, 0)) - model.secondsOf(region(0, 0))).toBeCloseTo(10, 0);
  });

  test('one timing moves it by what the prior and the noise leave to it', () => {
    // At a region without boundary and errors only the first coefficient acts: the mean of prior and timing, weighted by precision.
    const wanted = (3 / 4 + 11 / 16) / (1 / 4 + 1 / 16);
    expect(learnEffort([{ ...region(0, 0), seconds: 11 }]).secondsOf(region(0, 0))).toBeCloseTo(wanted, 9);
  });

  test('an expert who left for lunch counts as a minute, and no region costs nothing', () => {
    const long = learnEffort([{ ...region(0, 0), seconds: 7200 }]);
    expect(long.secondsOf(region(0, 0))).toBeCloseTo(learnEffort([{ ...region(0, 0), seconds: 60 }]).secondsOf(region(0, 0)), 9);
    const quick = learnEffort(Array.from({ length: 500 }, () => ({ ...region(30, 30), seconds: 0 })));
    expect(quick.secondsOf(region(0, 0))).toBeGreaterThan(0);
    expect(quick.secondsOf(region(60, 60))).toBeGreaterThan(0);
  });
});
