import { expect, test } from 'vitest';
import { automaticRanges, fullRanges } from './automaticRanges.ts';
import { channelHistograms } from './channelHistograms.ts';
import type { LookedAt } from './ImageLook.ts';

const grey: LookedAt = { channels: 1, colour: 'grey', channelNames: ['grey'], channelRanges: [[0, 255]], sampleType: 'uint8', stack: null };
const ramp = (last: number, channels = 1): Uint8Array => Uint8Array.from({ length: 1000 * channels }, (_, at) => (Math.floor(at / channels) / 999) * last);

test('keeps the declared range of an image that fills it', () => {
  expect(automaticRanges(grey, channelHistograms(ramp(255), 1, 1))).toEqual([[0, 255]]);
  expect(automaticRanges(grey, channelHistograms(ramp(140), 1, 1))).toEqual([[0, 255]]);
});

test('brightens an image that would open almost black', () => {
  const [[low, high]] = automaticRanges(grey, channelHistograms(ramp(20), 1, 1)) as [[number, number]];
  expect(low).toBeLessThan(1);
  expect(high).toBeGreaterThan(18);
  expect(high).toBeLessThanOrEqual(20);
});

test('measures every channel of a fluorescence image, a bright one too', () => {
  const image: LookedAt = { ...grey, channels: 2, colour: 'channels', channelNames: ['a', 'b'], channelRanges: [[0, 255], [0, 255]] };
  const samples = Uint8Array.from({ length: 2000 }, (_, at) => (at % 2 === 0 ? (at / 1998) * 10 : 100 + (at / 1999) * 100));
  const [dim, bright] = automaticRanges(image, channelHistograms(samples, 2, 2));
  expect(dim![1]).toBeLessThanOrEqual(10);
  expect(bright![0]).toBeGreaterThan(95);
});

test('gives red, green and blue one window', () => {
  const image: LookedAt = { ...grey, channels: 3, colour: 'rgb', channelNames: ['red', 'green', 'blue'], channelRanges: [[0, 255], [0, 255], [0, 255]] };
  const samples = ramp(40, 3).map((value, at) => (at % 3 === 0 ? value : value / 2));
  const ranges = automaticRanges(image, channelHistograms(samples, 3, 3));
  expect(new Set(ranges.map(String)).size).toBe(1);
  expect(ranges[0]![0]).toBe(0);
  expect(ranges[0]![1]).toBeLessThanOrEqual(40);
});

test('opens an image of one value without an empty range', () => {
  const [[low, high]] = automaticRanges({ ...grey, sampleType: 'uint16', channelRanges: [[7, 8]] }, channelHistograms(new Uint16Array(9).fill(7), 1, 1)) as [[number, number]];
  expect(high).toBeGreaterThan(low);
  expect(fullRanges({ colour: 'grey', sampleType: 'uint16' }, channelHistograms(new Uint16Array(9).fill(7), 1, 1))).toEqual([[7, 8]]);
});
