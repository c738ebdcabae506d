import { expect, test } from 'vitest';
import type { BrushSweep } from '../labels/brush.ts';
import { RandomSource } from '../random/RandomSource.ts';
import { labOfRgb } from './colourLab.ts';
import { connectedObjects } from './connectedObjects.ts';
import { joinFragments } from './joinFragments.ts';
import { slic } from './slic.ts';
import type { Superpixels } from './slic.ts';
import { sweptBox, sweptMask } from './sweptMask.ts';
import { superpixelEdges, superpixelsUnder } from './superpixelBrush.ts';
import { drawnMask } from './testing/masks.ts';

test('CIELAB of white, black, mid grey and pure red', () => {
  const lab = labOfRgb(Float32Array.of(255, 255, 255, 0, 0, 0, 119, 119, 119, 255, 0, 0));
  const near = (from: number, wanted: number[]): void =>
    wanted.forEach((value, channel) => expect(Math.abs(lab[from + channel]! - value)).toBeLessThan(0.2));
  near(0, [100, 0, 0]);
  near(3, [0, 0, 0]);
  near(6, [50.03, 0, 0]);
  // The published value of sRGB red under D65.
  near(9, [53.24, 80.09, 67.2]);
});

test('fragments are numbered in reading order and small ones join a neighbour', () => {
  const ids = Int32Array.of(
    ...[0, 0, 1, 1],
    ...[0, 2, 1, 0],
    ...[0, 0, 1, 1],
  );
  expect([...joinFragments({ width: 4, height: 3, ids, smallestPx: 1 }).ids]).toEqual([0, 0, 1, 1, 0, 2, 1, 3, 0, 0, 1, 1]);
  const joined = joinFragments({ width: 4, height: 3, ids, smallestPx: 2 });
  expect([...joined.ids]).toEqual([0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1]);
  expect(joined.count).toBe(2);
});

/** Two flat halves that part at a column off the grid. */
function halves(width: number, height: number, border: number): { width: number; height: number; channels: number; values: Float32Array } {
  const values = Float32Array.from({ length: width * height }, (_, index) => (index % width < border ? 40 : 200));
  return { width, height, channels: 1, values };
}

test('superpixels keep to a strong edge', () => {
  const window = halves(40, 30, 17);
  const { ids, count } = slic(window, { sidePx: 10, compactness: 5, colour: 'channels' });
  expect(count).toBeGreaterThanOrEqual(6);
  for (let id = 0; id < count; id++) {
    const shades = new Set([...window.values].filter((_, index) => ids[index] === id));
    expect(shades.size).toBe(1);
  }
});

test('on a flat image superpixels are the grid', () => {
  const window = { width: 12, height: 12, channels: 1, values: new Float32Array(144).fill(90) };
  const { ids, count } = slic(window, { sidePx: 4, compactness: 10, colour: 'channels' });
  expect(count).toBe(9);
  const sizes = new Int32Array(9);
  for (const id of ids) sizes[id]!++;
  for (const size of sizes) expect(Math.abs(size - 16)).toBeLessThanOrEqual(9);
});

test('every superpixel is connected, whatever the image', () => {
  const random = new RandomSource({ seed: 5, stream: 0, counter: 0 });
  for (const channels of [1, 2, 3]) {
    const values = Float32Array.from({ length: 48 * 37 * channels }, () => random.uniform(0, 255));
    const superpixels = slic({ width: 48, height: 37, channels, values }, { sidePx: 8, compactness: 3, colour: 'rgb' });
    expectConnected(superpixels);
  }
});

function expectConnected({ width, height, ids, count }: Superpixels): void {
  expect(new Set(ids).size).toBe(count);
  for (let id = 0; id < count; id++) {
    const data = Uint8Array.from(ids, (value) => (value === id ? 1 : 0));
    expect(connectedObjects({ width, height, data }, 4).sizes).toHaveLength(1);
  }
}

test('a size that is none is refused', () => {
  expect(() => slic(halves(8, 8, 4), { sidePx: 1, compactness: 10, colour: 'channels' })).toThrow(/side of 2 px/);
});

test('the brush takes whole superpixels, and edges lie between them', () => {
  const superpixels = { width: 4, height: 2, ids: Int32Array.of(0, 0, 1, 1, 2, 2, 2, 1), count: 3 };
  const stroke = sweptMask({ width: 4, height: 2 }, [stamp(2.5, 0.5)], { x: 0, y: 0, width: 4, height: 2 });
  expect(drawnMask(stroke)).toEqual(['..#.', '....']);
  expect(drawnMask(superpixelsUnder(superpixels, stroke))).toEqual(['..##', '...#']);
  expect(drawnMask(superpixelEdges(superpixels))).toEqual(['###.', '..#.']);
});

function stamp(x: number, y: number): BrushSweep {
  return { from: { x, y }, to: { x, y }, radiusImagePx: 0.2 };
}

test('a stroke is marked in the box asked for, and its box holds all of it', () => {
  const size = { width: 30, height: 30 };
  const sweeps = [{ ...stamp(13.5, 22.5), to: { x: 15.5, y: 22.5 }, radiusImagePx: 1.2 }];
  expect(drawnMask(sweptMask(size, sweeps, { x: 11, y: 20, width: 7, height: 5 }))).toEqual(['.......', '..###..', '.#####.', '..###..', '.......']);
  expect(drawnMask(sweptMask(size, sweeps, { x: 14, y: 22, width: 3, height: 2 }))).toEqual(['###', '##.']);
  expect(sweptBox(size, sweeps)).toEqual({ x: 12, y: 21, width: 5, height: 3 });
  expect(sweptBox(size, [stamp(-50, 3)])).toEqual({ x: 0, y: 0, width: 0, height: 0 });
});
