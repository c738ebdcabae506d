import { describe, expect, test } from 'vitest';
import { RandomSource } from '../random/RandomSource.ts';
import { errorsLeft } from './errorsLeft.ts';
import { leastDice, reviewUntilRisk } from './reviewUntilRisk.ts';
import { silentErrors } from './silentErrors.ts';
import { settledRegion, simulateProject, usualWorld } from './testing/simulateProject.ts';
import type { SimulatedWorld } from './testing/simulateProject.ts';

const randomOf = (run: number) => new RandomSource({ seed: 3, stream: 1, counter: run });
const wish = { dice: 0.97, alpha: 0.1 };

describe('leastDice', () => {
  test('one class: every wrong pixel is spurious', () => {
    // 100 of foreground, 10 spurious: 2 x 90 / (100 + 90).
    expect(leastDice({ foregroundPixels: 100, classCount: 2 }, 10)).toBeCloseTo(180 / 190, 12);
    expect(leastDice({ foregroundPixels: 100, classCount: 2 }, 0)).toBe(1);
    expect(leastDice({ foregroundPixels: 100, classCount: 2 }, 100)).toBe(0);
  });

  test('several classes: every wrong pixel is of another', () => expect(leastDice({ foregroundPixels: 100, classCount: 4 }, 10)).toBeCloseTo(0.9, 12));

  test('no truth that so many wrong pixels allow has a smaller one', () => {
    const random = randomOf(0);
    for (let run = 0; run < 200; run++) {
      const [spurious, missed, swapped] = [random.integer(20), random.integer(20), random.integer(20)];
      const right = 100 - spurious - swapped;
      const truth = (2 * right) / (100 + right + swapped + missed);
      expect(leastDice({ foregroundPixels: 100, classCount: 3 }, spurious + missed + swapped)).toBeLessThanOrEqual(truth + 1e-12);
      const rightOfTwo = 100 - spurious;
      expect(leastDice({ foregroundPixels: 100, classCount: 2 }, spurious + missed)).toBeLessThanOrEqual((2 * rightOfTwo) / (100 + rightOfTwo + missed) + 1e-12);
    }
  });
});

describe('errorsLeft', () => {
  test('nothing waits, nothing is left', () => expect(errorsLeft([], [], 0.1)).toEqual([{ estimate: 0, upper: 0 }]));

  test('nothing settled: the model is believed in the estimate, nothing in the bound', () => {
    expect(errorsLeft([{ pixelCount: 50, expectedWrong: 5 }], [], 0.1)).toEqual([{ estimate: 5, upper: 50 }, { estimate: 0, upper: 0 }]);
  });

  test('twice as many errors as expected were found: twice as many are expected', () => {
    const settled = Array.from({ length: 100 }, (_none, at) => settledRegion(at, { expectedWrong: 40, wrongPixels: 80 }));
    const [now] = errorsLeft(Array.from({ length: 50 }, () => ({ pixelCount: 400, expectedWrong: 40 })), settled, 0.1);
    expect(now!.estimate).toBeCloseTo(50 * 80, 6);
    expect(now!.upper).toBeGreaterThan(50 * 80);
    expect(now!.upper).toBeLessThan(50 * 80 * 2.5);
  });

  test('what is doubted less than anything settled is held to be as wrong as that', () => {
    const settled = Array.from({ length: 400 }, (_none, at) => settledRegion(at, { expectedWrong: 40, wrongPixels: 40 }));
    const waiting = (expectedWrong: number) => Array.from({ length: 200 }, () => ({ pixelCount: 400, expectedWrong }));
    expect(errorsLeft(waiting(4), settled, 0.1)[0]!.upper).toBeCloseTo(errorsLeft(waiting(40), settled, 0.1)[0]!.upper, 6);
  });

  test('what is said of labels says nothing of doubt', () => {
    const waiting = [{ pixelCount: 50, expectedWrong: 5 }];
    const settled = [settledRegion(1, { arm: 'disagreement', wrongPixels: 300 }), settledRegion(2, { arm: 'contradiction', wrongPixels: 300 })];
    expect(errorsLeft(waiting, settled, 0.1)).toEqual(errorsLeft(waiting, [], 0.1));
  });
});

describe('reviewUntilRisk', () => {
  const worlds: [string, SimulatedWorld][] = [
    ['too sure of itself', usualWorld],
    ['as sure as it may be', { ...usualWorld, ratio: 1 }],
    ['silently wrong', { ...usualWorld, silentRate: 0.02 }],
    ['little settled', { ...usualWorld, settled: 30, audited: 10 }],
  ];

  test.each(worlds)('the bound holds as often as promised: a model %s', (_name, world) => {
    const runs = 120;
    let [now, later, anywhere] = [0, 0, 0];
    for (let run = 0; run < runs; run++) {
      const { evidence, wrongAfter } = simulateProject(world, randomOf(run));
      const { curve } = reviewUntilRisk(evidence, { ...wish, alpha: 0.2 });
      const misses = curve.filter(({ regions, lower }) => leastDice(evidence, wrongAfter[regions]!) < lower).map(({ regions }) => regions);
      if (misses.includes(0)) now++;
      if (misses.some((regions) => regions >= 100)) later++;
      if (misses.length > 0) anywhere++;
    }
    expect([now, later, anywhere].map((count) => count / runs <= 0.2)).toEqual([true, true, true]);
  });

  test('it says something: the bound is not far from the truth', () => {
    const { evidence, wrongAfter } = simulateProject({ ...usualWorld, audited: 300 }, randomOf(1));
    const { curve, answer } = reviewUntilRisk(evidence, wish);
    expect(answer.kind).toBe('review');
    const { regions } = answer as { regions: number };
    expect(regions).toBeGreaterThan(0);
    expect(leastDice(evidence, wrongAfter[regions]!)).toBeGreaterThanOrEqual(wish.dice);
    expect(leastDice(evidence, wrongAfter[0]!) - curve[0]!.lower).toBeLessThan(0.05);
  });

  test('Dice never falls with more regions, and never rises with a smaller risk', () => {
    const { evidence } = simulateProject(usualWorld, randomOf(2));
    const { curve } = reviewUntilRisk(evidence, wish);
    for (const [at, point] of curve.slice(1).entries()) {
      expect(point.lower).toBeGreaterThanOrEqual(curve[at]!.lower);
      expect(point.estimate).toBeGreaterThanOrEqual(curve[at]!.estimate!);
    }
    const surer = reviewUntilRisk(evidence, { ...wish, alpha: 0.01 }).curve;
    expect(surer.every(({ lower }, at) => lower <= curve[at]!.lower)).toBe(true);
  });

  test('a higher Dice never takes fewer regions', () => {
    const { evidence } = simulateProject({ ...usualWorld, audited: 300 }, randomOf(4));
    const regionsFor = [0.9, 0.95, 0.96, 0.97].map((dice) => reviewUntilRisk(evidence, { ...wish, dice }).answer).map((answer) => (answer.kind === 'review' ? answer.regions : answer.kind === 'reached' ? 0 : Infinity));
    expect(regionsFor).toEqual([...regionsFor].sort((a, b) => a - b));
  });

  test('without audit regions it says how many are wanted, and that many clean ones suffice', () => {
    const { evidence } = simulateProject({ ...usualWorld, silentRate: 0, audited: 0 }, randomOf(5));
    const { answer, restWrong, curve } = reviewUntilRisk(evidence, wish);
    expect([restWrong.estimate, curve[0]!.estimate]).toEqual([null, null]);
    expect(answer.kind).toBe('moreAudit');
    const { regions } = answer as { regions: number };
    const clean = Array.from({ length: regions }, (_none, at) => settledRegion(1000 + at, { arm: 'audit', expectedWrong: 2 }));
    expect(reviewUntilRisk({ ...evidence, settled: [...evidence.settled, ...clean] }, wish).answer.kind).toBe('review');
    const fewer = clean.slice(1);
    expect(reviewUntilRisk({ ...evidence, settled: [...evidence.settled, ...fewer] }, wish).answer).toEqual({ kind: 'moreAudit', regions: 1 });
  });

  test('silent errors that are too many by themselves cannot be reviewed away', () => {
    const { evidence } = simulateProject({ ...usualWorld, silentRate: 0.1, audited: 200 }, randomOf(6));
    expect(reviewUntilRisk(evidence, wish).answer).toEqual({ kind: 'unreachable' });
  });

  test('all right already, nothing settled, nothing to find', () => {
    const settled = Array.from({ length: 40 }, (_none, at) => settledRegion(at, { arm: 'audit', expectedWrong: 1 }));
    const rest = { pixels: 1000, largestAudit: 400 };
    const evidence = { settled, waiting: [{ pixelCount: 10, expectedWrong: 1 }], rest, foregroundPixels: 100_000, classCount: 2 };
    expect(reviewUntilRisk(evidence, wish).answer).toEqual({ kind: 'reached' });
    expect(reviewUntilRisk({ ...evidence, foregroundPixels: 0 }, wish)).toMatchObject({ answer: { kind: 'noForeground' }, curve: [] });
    const many = Array.from({ length: 100 }, () => ({ pixelCount: 400, expectedWrong: 40 }));
    expect(reviewUntilRisk({ ...evidence, settled: settled.slice(0, 4), rest: { ...rest, pixels: 0 }, waiting: many }, wish).answer).toEqual({ kind: 'moreSettled', regions: 6 });
  });

  test('refuses a wish that is none', () => {
    const { evidence } = simulateProject(usualWorld, randomOf(7));
    expect(() => reviewUntilRisk(evidence, { dice: 1, alpha: 0.1 })).toThrow(/got 1 and 0.1/);
    expect(() => reviewUntilRisk(evidence, { dice: 0.9, alpha: 0 })).toThrow(/got 0.9 and 0/);
  });
});

describe('silentErrors', () => {
  const rest = { pixels: 40_000, largestAudit: 400 };

  test('worked by hand: 2 of 20 places, 60 of 8000 pixels', () => {
    const audit = Array.from({ length: 20 }, (_none, at) => settledRegion(at, { arm: 'audit', wrongPixels: at < 2 ? 30 : 0 }));
    const found = silentErrors([...audit, settledRegion(99, { wrongPixels: 400 })], rest);
    expect(found).toMatchObject({ regions: 20, wrongRegions: 2, images: 5, pixels: 8000, wrongPixels: 60 });
    expect(found.regionRate!.lower).toBeCloseTo(0.0123, 3);
    expect(found.regionRate!.upper).toBeCloseTo(0.317, 3);
    expect(found.wrongInRest!.estimate).toBeCloseTo((40_000 * 60) / 8000, 9);
    expect(found.pixelRate!.upper).toBeGreaterThan(60 / 8000);
    expect(found.pixelRate!.lower).toBeLessThan(60 / 8000);
  });

  test('before any is settled it says nothing', () => {
    expect(silentErrors([settledRegion(1)], rest)).toMatchObject({ regions: 0, regionRate: null, pixelRate: null, wrongInRest: null });
  });

  test('the true rate lies in the interval as often as promised', () => {
    const runs = 200;
    let missed = 0;
    for (let run = 0; run < runs; run++) {
      const { evidence, wrongAfter } = simulateProject({ ...usualWorld, silentRate: 0.02 }, randomOf(1000 + run));
      const truth = wrongAfter.at(-1)! / evidence.rest.pixels;
      const { pixelRate } = silentErrors(evidence.settled, evidence.rest);
      if (truth < pixelRate!.lower || truth > pixelRate!.upper) missed++;
    }
    expect(missed / runs).toBeLessThanOrEqual(0.05);
  });
});
