import { expect, test } from 'vitest';
import { RandomSource } from '../../random/RandomSource.ts';
import { RootBytes } from './rootBytes.ts';

const fourthRoot = (value: number): number => 255 * Math.sqrt(Math.min(Math.sqrt(Math.max(value, 0)) / 255, 1));
const signedRoot = (value: number): number => 128.5 + Math.sign(value) * 127 * Math.sqrt(Math.min(Math.abs(value) / 255, 1));

test('the table says what the function says, for numbers of every size and sign', () => {
  const random = new RandomSource({ seed: 5, stream: 0, counter: 0 });
  for (const byteOf of [fourthRoot, signedRoot]) {
    const table = new RootBytes(byteOf);
    for (let draw = 0; draw < 20_000; draw++) {
      const value = Math.fround((random.integer(2) === 0 ? 1 : -1) * 10 ** random.uniform(-12, 6));
      expect(table.of(value)).toBe(Math.floor(byteOf(value)));
    }
  }
});

test('zero, what is past the largest and what is no number', () => {
  const table = new RootBytes(signedRoot);
  expect([0, 255, -255, 1e30, -1e30, Infinity, -Infinity].map((value) => table.of(value))).toEqual([128, 255, 1, 255, 1, 255, 1]);
  expect(table.of(Number.NaN)).toBe(0);
});
