import { expect, test } from 'vitest';
import { RandomSource } from '../random/RandomSource.ts';
import { armComparison } from './armComparison.ts';
import type { SettledRegion } from './SettledRegion.ts';
import { settledRegion } from './testing/simulateProject.ts';

const key = { seed: 1, stream: 2, counter: 3 };
const compare = (regions: readonly SettledRegion[]) => armComparison(regions, new RandomSource(key));

/** Two arms side by side over ten images, each region with its errors, in seconds of work. */
function sideBySide(count: number, chosenWrong: (random: RandomSource) => number, randomWrong: (random: RandomSource) => number, run = 0): SettledRegion[] {
  const random = new RandomSource({ seed: 9, stream: 0, counter: run });
  return Array.from({ length: count }, (_none, at) => {
    const isRandom = at % 4 === 3;
    const wrongPixels = Math.round((isRandom ? randomWrong : chosenWrong)(random));
    return settledRegion(at, { arm: isRandom ? 'random' : 'chosen', imageId: `image-${random.integer(10)}`, wrongPixels, seconds: 3 + wrongPixels / 20 });
  });
}

test('worked by hand: rates, what is saved, and the curve', () => {
  const regions = [
    settledRegion(1, { wrongPixels: 60, seconds: 30 }),
    settledRegion(2, { arm: 'random', wrongPixels: 10, seconds: 30 }),
    settledRegion(3, { wrongPixels: 0, seconds: null }),
    settledRegion(4, { arm: 'audit', wrongPixels: 400, seconds: 600 }),
  ];
  const { figures, speedUp, minutesSaved, minutes, curves, verdict, missing } = compare(regions);
  // The unknown time counts as the mean of those known.
  expect(figures.chosen).toMatchObject({ regions: 2, wrongRegions: 1, wrongPixels: 60, minutes: 1, perMinute: { estimate: 60 }, perRegion: { estimate: 30 } });
  expect(figures.random).toMatchObject({ regions: 1, wrongPixels: 10, minutes: 0.5, perMinute: { estimate: 20 } });
  expect(speedUp.estimate).toBeCloseTo(3, 9);
  expect(minutesSaved.estimate).toBeCloseTo(60 / 20 - 1, 9);
  expect([minutes[0], minutes.at(-1)]).toEqual([0, 1]);
  expect([curves.chosen.estimate[0], curves.chosen.estimate[10], curves.chosen.estimate[20], curves.chosen.estimate.at(-1)]).toEqual([0, 30, 60, 60]);
  expect([curves.random.estimate[20], curves.random.estimate[21]]).toEqual([10, null]);
  expect({ verdict, missing }).toEqual({ verdict: 'tooFew', missing: { chosen: 8, random: 9 } });
});

test('nothing settled is nothing, and no word', () => {
  const { verdict, minutes, figures, speedUp } = compare([]);
  expect({ verdict, minutes, speedUp }).toEqual({ verdict: 'tooFew', minutes: [], speedUp: { estimate: null, lower: null, upper: null } });
  expect(figures.chosen).toMatchObject({ regions: 0, perMinute: { estimate: null } });
});

test('a strategy that finds five times as much is told apart, the other way round too', () => {
  const much = (random: RandomSource) => random.uniform(50, 150);
  const little = (random: RandomSource) => random.uniform(0, 40);
  const helps = compare(sideBySide(200, much, little));
  expect(helps.verdict).toBe('better');
  expect(helps.minutesSaved.lower).toBeGreaterThan(0);
  expect(compare(sideBySide(200, little, much)).verdict).toBe('worse');
});

test('arms that are alike are called different seldom', () => {
  const alike = (random: RandomSource) => (random.chance(0.4) ? random.uniform(0, 100) : 0);
  const words = Array.from({ length: 60 }, (_none, run) => armComparison(sideBySide(120, alike, alike, run), new RandomSource({ ...key, counter: run })).verdict);
  expect(words.filter((word) => word !== 'undecided').length).toBeLessThanOrEqual(60 * 0.15);
});

test('a random arm that found nothing leaves the interval open', () => {
  const { speedUp, verdict } = compare(sideBySide(80, () => 50, () => 0));
  expect(speedUp).toEqual({ estimate: null, lower: null, upper: null });
  expect(verdict).toBe('tooFew');
});

test('the band holds the curve, and equal sources give equal bands', () => {
  const regions = sideBySide(100, (random) => random.uniform(0, 100), (random) => random.uniform(0, 50));
  const { curves } = compare(regions);
  for (const [at, value] of curves.chosen.estimate.entries()) {
    if (value === null) continue;
    expect(curves.chosen.lower[at]).toBeLessThanOrEqual(value + 1e-9);
    expect(curves.chosen.upper[at]).toBeGreaterThanOrEqual(value - 1e-9);
  }
  expect(compare(regions)).toEqual(compare(regions.toReversed()));
});
