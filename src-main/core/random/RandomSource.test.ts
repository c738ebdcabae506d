import { describe, expect, test } from 'vitest';
import { philox4x32 } from './philox.ts';
import { RandomSource } from './RandomSource.ts';

const key = { seed: 7, stream: 3, counter: 11 };

describe('philox4x32', () => {
  // Known-answer vectors published with the paper (Random123, file kat_vectors, "philox4x32 10").
  test.each([
    {
      counter: [0, 0, 0, 0],
      key: [0, 0],
      words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    },
    {
      counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      key: [0xffffffff, 0xffffffff],
      words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    },
    {
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      key: [0xa4093822, 0x299f31d0],
      words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    },
  ])('gives the known answer for counter $counter', ({ counter, key: [a, b], words }) => {
    const state = Uint32Array.from(counter);
    philox4x32(state, a!, b!);
    expect([...state]).toEqual(words);
  });
});

describe('RandomSource', () => {
  test('repeats itself for the same key and differs for any other', () => {
    const draw = (other: Partial<typeof key>) => {
      const source = new RandomSource({ ...key, ...other });
      return Array.from({ length: 8 }, () => source.word());
    };
    expect(draw({})).toEqual(draw({}));
    expect(draw({ seed: 8 })).not.toEqual(draw({}));
    expect(draw({ stream: 4 })).not.toEqual(draw({}));
    expect(draw({ counter: 12 })).not.toEqual(draw({}));
  });

  test('uniform numbers have the mean and variance of the unit interval', () => {
    const source = new RandomSource(key);
    const values = Array.from({ length: 20000 }, () => source.uniform());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(mean).toBeCloseTo(1 / 2, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  test('normal numbers have mean 0, variance 1 and kurtosis 3', () => {
    const source = new RandomSource(key);
    const values = Array.from({ length: 40000 }, () => source.normal());
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.02);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.03);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.2);
  });

  test('integers fill their range evenly', () => {
    const source = new RandomSource(key);
    const counts = new Uint32Array(6);
    for (let draw = 0; draw < 6000; draw++) counts[source.integer(6)]!++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test('shuffle keeps every item and moves some', () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = new RandomSource(key).shuffle([...items]);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });

  test('refuses a key that is no unsigned integer', () => {
    expect(() => new RandomSource({ ...key, seed: -1 })).toThrow(/random seed.*-1/);
    expect(() => new RandomSource({ ...key, counter: 0.5 })).toThrow(/random counter/);
  });
});
