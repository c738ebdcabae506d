import { expect, test } from 'vitest';
import { robustMaximum, shownByte } from './mapScale.ts';

const range = { minimum: 0, maximum: Math.log(2) };

test('leaves the few most doubtful pixels out', () => {
  const bytes = new Uint8Array(10_000).fill(40);
  bytes.fill(250, 0, 8);
  expect(robustMaximum([{ bytes, range }])).toBeCloseTo((40 / 255) * Math.log(2), 6);
  bytes.fill(250, 0, 20);
  expect(robustMaximum([{ bytes, range }])).toBeCloseTo((250 / 255) * Math.log(2), 6);
});

test('brings maps of different ranges together', () => {
  const narrow = { bytes: new Uint8Array(100).fill(255), range: { minimum: 0, maximum: 0.5 } };
  const wide = { bytes: new Uint8Array(100).fill(51), range: { minimum: 0, maximum: 2 } };
  expect(robustMaximum([narrow, wide])).toBeCloseTo(0.5, 1);
});

test('does not let a map without doubt glow', () => {
  expect(robustMaximum([{ bytes: new Uint8Array(100), range }])).toBeCloseTo(0.05 * Math.log(2), 6);
  expect(robustMaximum([])).toBeNull();
});

test('finds the byte that stands for the maximum', () => {
  expect(shownByte(range, Math.log(2))).toBe(255);
  expect(shownByte(range, Math.log(2) / 5)).toBe(51);
  expect(shownByte({ minimum: 0, maximum: 0.1 }, 0.4)).toBe(255);
  expect(shownByte(range, 0)).toBe(1);
});
