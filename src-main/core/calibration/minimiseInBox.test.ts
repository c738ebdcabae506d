import { expect, test } from 'vitest';
import { minimiseInBox } from './minimiseInBox.ts';
import type { Slopes } from './minimiseInBox.ts';

const settings = { least: -10, most: 10, longestStep: 1, leastGain: 0 };

/** Rosenbrock 1960: a bent valley, least at (1, 1). */
const valley = ([x, y]: Float64Array): Slopes => ({
  value: (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2,
  gradient: Float64Array.of(-2 * (1 - x!) - 400 * x! * (y! - x! ** 2), 200 * (y! - x! ** 2)),
});

test('finds the end of a bent valley', () => {
  const [x, y] = minimiseInBox(valley, Float64Array.of(-1.2, 1), settings);
  expect(x).toBeCloseTo(1, 5);
  expect(y).toBeCloseTo(1, 5);
});

test('a stretched bowl of many variables ends in its middle', () => {
  const middle = Float64Array.from({ length: 40 }, (_none, at) => Math.sin(at));
  const stretch = middle.map((_value, at) => 10 ** (at % 4));
  const bowl = (place: Float64Array): Slopes => ({
    value: place.reduce((sum, value, at) => sum + (stretch[at]! / 2) * (value - middle[at]!) ** 2, 0),
    gradient: place.map((value, at) => stretch[at]! * (value - middle[at]!)),
  });
  for (const [at, value] of minimiseInBox(bowl, new Float64Array(40), settings).entries()) expect(value).toBeCloseTo(middle[at]!, 4);
});

test('is held by the sides of the box, and slides along them', () => {
  // Within x <= 0.5 the valley is least at (0.5, 0.25).
  const [x, y] = minimiseInBox(valley, Float64Array.of(-1.2, 0.3), { ...settings, least: -2, most: 0.5 });
  expect(x).toBe(0.5);
  expect(y).toBeCloseTo(0.25, 5);
});

test('the value never rises, where the function bends the other way too', () => {
  const values: number[] = [];
  const waves = ([x]: Float64Array): Slopes => ({ value: Math.cos(x!), gradient: Float64Array.of(-Math.sin(x!)) });
  for (const start of [0.1, 2, 3, -1]) {
    const [x] = minimiseInBox(waves, Float64Array.of(start), settings);
    values.push(Math.cos(x!));
    expect(Math.cos(x!)).toBeLessThanOrEqual(Math.cos(start));
  }
  expect(Math.max(...values)).toBeCloseTo(-1, 6);
});

test('stays where nothing slopes, and with no variable at all', () => {
  expect([...minimiseInBox(valley, Float64Array.of(1, 1), settings)]).toEqual([1, 1]);
  expect(minimiseInBox(() => ({ value: 1, gradient: new Float64Array() }), new Float64Array(), settings)).toHaveLength(0);
});
