import { expect, test } from 'vitest';
import { normalNoise } from './normalNoise.ts';
import { RandomSource } from './RandomSource.ts';

const key = { seed: 7, stream: 3, counter: 11 };
const noiseOf = (size: number, other: Partial<typeof key> = {}) => normalNoise(new RandomSource({ ...key, ...other }), size);

test('equal keys give equal noise, others another', () => {
  expect(noiseOf(50)).toEqual(noiseOf(50));
  expect(noiseOf(50, { counter: 12 })).not.toEqual(noiseOf(50));
  expect(noiseOf(50, { seed: 8 })).not.toEqual(noiseOf(50));
});

test('goes on from where the source is', () => {
  const source = new RandomSource(key);
  expect(normalNoise(source, 50)).not.toEqual(normalNoise(source, 50));
});

test('has the moments of the standard normal distribution', () => {
  const noise = noiseOf(400_000);
  const moment = (power: number) => noise.reduce((sum, value) => sum + value ** power, 0) / noise.length;
  // Some five deviations of each mean.
  expect(Math.abs(moment(1))).toBeLessThan(0.008);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.011);
  expect(Math.abs(moment(3))).toBeLessThan(0.031);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.08);
  expect(Math.abs(moment(6) - 15)).toBeLessThan(0.8);
});

test('falls below every bound as often as the distribution says, far out as well', () => {
  const noise = noiseOf(400_000);
  // Of tables of the normal distribution: one-sided shares.
  const shares = [[-2, 0.0227501], [-1, 0.1586553], [-0.5, 0.3085375], [0, 0.5], [0.25, 0.5987063], [1.5, 0.9331928], [3.442619855899, 0.9997119]] as const;
  for (const [bound, share] of shares) {
    const counted = noise.reduce((sum, value) => sum + (value < bound ? 1 : 0), 0) / noise.length;
    expect(Math.abs(counted - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / noise.length));
  }
});

test('neighbours know nothing of each other', () => {
  const noise = noiseOf(200_000);
  for (const apart of [1, 2, 4]) {
    let product = 0;
    for (let at = apart; at < noise.length; at++) product += noise[at]! * noise[at - apart]!;
    expect(Math.abs(product / noise.length)).toBeLessThan(5 / Math.sqrt(noise.length));
  }
});
