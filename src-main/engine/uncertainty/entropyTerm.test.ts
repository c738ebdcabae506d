import { expect, test } from 'vitest';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { entropyTerm } from './entropyTerm.ts';

const single = new Float32Array(1);
const bits = new Int32Array(single.buffer);

/** The number as single precision holds it, and its share of an entropy. */
function termOf(value: number): { readonly p: number; readonly term: number } {
  single[0] = value;
  return { p: single[0], term: entropyTerm(single[0], bits[0]!) };
}

test('is that of closed forms', () => {
  expect(termOf(0.5).term).toBeCloseTo(Math.LN2 / 2, 11);
  expect(termOf(0.25).term).toBeCloseTo(Math.LN2 / 2, 11);
  expect(termOf(Math.exp(-1)).term).toBeCloseTo(1 / Math.E, 11);
});

test('is nothing where a class is sure or impossible, and of what rounding or a fault makes of it', () => {
  for (const value of [0, -0, 1, 1 + 2 ** -23, -0.25, NaN]) expect(termOf(value).term).toBe(0);
});

test('is that of Math.log over all magnitudes, never below zero, at the edges of the intervals too', () => {
  const random = new RandomSource({ seed: 5, stream: 0, counter: 0 });
  const values = Array.from({ length: 50_000 }, (_none, at) => (at % 2 === 0 ? random.uniform() : 2 ** random.uniform(-126, 0)));
  for (let edge = 256; edge <= 512; edge++) for (const step of [-1, 0, 1]) values.push(edge / 512 + step * 2 ** -24);
  // The smallest normal number, and some that are none.
  values.push(2 ** -126, 2 ** -127, 2 ** -149);
  let largest = 0;
  for (const value of values) {
    const { p, term } = termOf(value);
    if (p >= 1) continue;
    expect(term).toBeGreaterThanOrEqual(0);
    largest = Math.max(largest, Math.abs(term + p * Math.log(p)));
  }
  expect(largest).toBeLessThan(1e-11);
});
