import { expect, test } from 'vitest';
import type { BrushSweep } from '../labels/brush.ts';
import { pixelsOfSpans } from '../labels/spans.ts';
import { RandomSource } from '../random/RandomSource.ts';
import { labOfRgb } from './colourLab.ts';
import { connectedObjects } from './connectedObjects.ts';
import { keepLargestParts } from './keepLargestParts.ts';
import { slic } from './slic.ts';
import type { Superpixels } from './slic.ts';
import { sweptBox, sweptMask } from './sweptMask.ts';
import { blockWindow, superpixelBlock, superpixelBlocks } from './superpixelBlock.ts';
import { superpixelsUnder } from './superpixelBrush.ts';
import { superpixelLines } from './superpixelLines.ts';
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

test('a cluster keeps its largest part and its number; its other parts and small clusters go to those beside them', () => {
  const ids = Int32Array.of(
    ...[7, 7, 4, 4],
    ...[7, 2, 4, 7],
    ...[7, 7, 4, 4],
  );
  expect([...keepLargestParts({ width: 4, ids, smallestPx: 2 })]).toEqual([7, 7, 4, 4, 7, 7, 4, 4, 7, 7, 4, 4]);
  expect([...keepLargestParts({ width: 4, ids, smallestPx: 1 })]).toEqual([7, 7, 4, 4, 7, 2, 4, 4, 7, 7, 4, 4]);
  expect([...keepLargestParts({ width: 4, ids, smallestPx: 100 })]).toEqual(new Array(12).fill(7));
});

/** Two flat halves that part at a column off the grid. */
function halves(width: number, height: number, border: number): { width: number; height: number; channels: number; values: Float32Array } {
  const values = Float32Array.from({ length: width * height }, (_, index) => (index % width < border ? 40 : 200));
  return { width, height, channels: 1, values };
}

test('superpixels keep to a strong edge', () => {
  const window = halves(40, 30, 17);
  const { ids } = slic(window, { sidePx: 10, compactness: 5, colour: 'channels' });
  const found = new Set(ids);
  expect(found.size).toBeGreaterThanOrEqual(6);
  for (const id of found) {
    const shades = new Set([...window.values].filter((_, index) => ids[index] === id));
    expect(shades.size).toBe(1);
  }
});

test('on a flat image superpixels are the grid', () => {
  const window = { width: 12, height: 12, channels: 1, values: new Float32Array(144).fill(90) };
  const { ids } = slic(window, { sidePx: 4, compactness: 10, colour: 'channels' });
  expect(new Set(ids).size).toBe(9);
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

function expectConnected({ width, height, ids }: Superpixels): void {
  for (const id of new Set(ids)) {
    const data = Uint8Array.from(ids, (value) => (value === id ? 1 : 0));
    expect(connectedObjects({ width, height, data }, 4).sizes).toHaveLength(1);
  }
}

test('images of one pixel or one line have superpixels of the wished side', () => {
  const one = slic({ width: 1, height: 1, channels: 1, values: Float32Array.of(3) }, { sidePx: 14, compactness: 10, colour: 'channels' });
  expect([...one.ids]).toEqual([0]);
  const line = { width: 1, height: 280, channels: 1, values: new Float32Array(280).fill(50) };
  expect(new Set(slic(line, { sidePx: 14, compactness: 10, colour: 'channels' }).ids).size).toBe(20);
});

test('superpixels go on over the borders of blocks', () => {
  const random = new RandomSource({ seed: 9, stream: 0, counter: 0 });
  const image = { width: 1100, height: 540 };
  // Spots of 9 px over noise: outlines that follow something.
  const values = Float32Array.from({ length: image.width * image.height }, (_, at) => {
    const [x, y] = [at % image.width, Math.floor(at / image.width)];
    return 120 + 60 * Math.sin(x / 9) * Math.sin(y / 9) + 12 * random.normal();
  });
  const options = { sidePx: 14, compactness: 10, colour: 'channels' as const };
  const whole = slic({ ...image, channels: 1, values }, options);
  const blocks = superpixelBlocks(image, { x: 0, y: 0, ...image });
  expect(blocks).toHaveLength(6);
  const parts = blocks.map((box) => {
    const around = blockWindow(image, box, options.sidePx);
    const part = Float32Array.from({ length: around.width * around.height }, (_, at) => values[(around.y + Math.floor(at / around.width)) * image.width + around.x + (at % around.width)]!);
    return superpixelBlock({ width: around.width, height: around.height, channels: 1, values: part }, around, box, image, options);
  });
  const joined = new Int32Array(image.width * image.height);
  for (const { box, ids } of parts) ids.forEach((id, at) => (joined[(box.y + Math.floor(at / box.width)) * image.width + box.x + (at % box.width)] = id));
  const unlike = joined.reduce((count, id, at) => count + (id === whole.ids[at] ? 0 : 1), 0);
  expect(unlike / joined.length).toBeLessThan(0.002);
  // No more outline runs along the border at column 512 than along the columns beside it.
  const crossed = (column: number): number => Array.from({ length: image.height }, (_, y) => y * image.width + column).filter((at) => joined[at] !== joined[at - 1]).length;
  const usual = Array.from({ length: 40 }, (_, at) => crossed(492 + at)).reduce((sum, count) => sum + count, 0) / 40;
  expect(crossed(512)).toBeLessThan(2 * usual);
  // What the brush takes at the corner of four blocks is whole.
  const taken = superpixelsUnder(image, parts, [stamp(511.5, 511.5)]);
  const id = joined[511 * image.width + 511];
  expect(pixelsOfSpans(taken)).toBe(joined.filter((each) => each === id).length);
});

test('a size that is none is refused', () => {
  expect(() => slic(halves(8, 8, 4), { sidePx: 1, compactness: 10, colour: 'channels' })).toThrow(/side of 2 px/);
});

test('the brush takes whole superpixels over all parts, and lines lie between them', () => {
  const size = { width: 4, height: 2 };
  const parts = [
    { box: { x: 0, y: 0, width: 2, height: 2 }, ids: Int32Array.of(0, 0, 2, 2) },
    { box: { x: 2, y: 0, width: 2, height: 2 }, ids: Int32Array.of(1, 1, 2, 1) },
  ];
  expect([...superpixelsUnder(size, parts, [stamp(2.5, 0.5)])]).toEqual([0, 2, 4, 1, 3, 4]);
  expect([...superpixelsUnder(size, parts, [stamp(0.5, 1.5)])]).toEqual([1, 0, 3]);
  expect([...superpixelLines({ ...size, ids: Int32Array.of(0, 0, 1, 1, 2, 2, 2, 1) }, { x: 10, y: 20 })]).toEqual([10, 21, 13, 21, 12, 20, 12, 21, 13, 21, 13, 22]);
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
