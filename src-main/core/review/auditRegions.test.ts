import { expect, test } from 'vitest';
import { RandomSource } from '../random/RandomSource.ts';
import { auditRegions, sureBelow } from './auditRegions.ts';
import { forEachInside } from './growRegion.ts';
import type { RegionMask } from './growRegion.ts';

const size = { width: 64, height: 48 };
const random = (counter = 0): RandomSource => new RandomSource({ seed: 3, stream: 0, counter });
/** An L of three pixels in a box of two by two. */
const form: RegionMask = { box: { x: 0, y: 0, width: 2, height: 2 }, mask: Uint8Array.of(1, 0, 1, 1) };
const everywhere = (value: number): Float32Array => new Float32Array(size.width * size.height).fill(value);

test('lie where the model is sure, free of what is asked already, each with a form that is asked anyway', () => {
  const error = everywhere(0);
  for (let pixel = 0; pixel < error.length; pixel++) if (pixel % 64 < 32) error[pixel] = 0.4;
  const isFree = (pixel: number): boolean => pixel % 64 !== 40;
  const regions = auditRegions({ ...size, error, isFree }, [form], 20, random());
  expect(regions).toHaveLength(20);
  const seen = new Set<number>();
  for (const region of regions) {
    expect([...region.mask]).toEqual([...form.mask]);
    forEachInside(region, size.width, (pixel) => {
      expect(pixel % 64).toBeGreaterThanOrEqual(32);
      expect(pixel % 64).not.toBe(40);
      expect(seen.has(pixel)).toBe(false);
      seen.add(pixel);
    });
  }
});

test('are drawn evenly: over many draws each quarter of an even image has its share', () => {
  let left = 0;
  for (let counter = 0; counter < 400; counter++) left += auditRegions({ ...size, error: everywhere(0), isFree: () => true }, [form], 1, random(counter))[0]!.box.x < 31 ? 1 : 0;
  expect(left / 400).toBeGreaterThan(0.4);
  expect(left / 400).toBeLessThan(0.6);
});

test('there are none where the model is nowhere sure, or nothing is free', () => {
  expect(auditRegions({ ...size, error: everywhere(1.01 * sureBelow), isFree: () => true }, [form], 2, random())).toEqual([]);
  expect(auditRegions({ ...size, error: everywhere(0), isFree: () => false }, [form], 2, random())).toEqual([]);
});

test('without a form to take, discs that fit the image are drawn; the same key draws the same', () => {
  const image = { width: 9, height: 9, error: new Float32Array(81), isFree: () => true };
  expect(auditRegions(image, [], 1, random())[0]!.box).toEqual({ x: 0, y: 0, width: 9, height: 9 });
  const wide = { ...size, error: everywhere(0), isFree: () => true };
  expect(auditRegions(wide, [form], 3, random())).toEqual(auditRegions(wide, [form], 3, random()));
});
