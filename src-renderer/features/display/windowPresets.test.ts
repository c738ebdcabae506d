import { expect, test } from 'vitest';
import { channelHistograms } from '../../canvas/channelHistograms.ts';
import { draggedWindow, mayBeHounsfield, tissueWindow, windowAndLevel } from './windowPresets.ts';

test('offers CT windows to Hounsfield units alone', () => {
  const of = (...values: number[]): boolean => mayBeHounsfield(channelHistograms(Float32Array.from(values), 1, 1)[0]!);
  expect(of(-1000, 0, 1500)).toBe(true);
  expect(of(0, 255)).toBe(false);
  expect(of(-1, 1)).toBe(false);
  expect(of(-1e6, 1e6)).toBe(false);
});

test('gives windows by level and width', () => {
  expect(tissueWindow('brain')).toEqual([0, 80]);
  expect(windowAndLevel(tissueWindow('lung'))).toEqual({ window: 1500, level: -600 });
});

test('a drag to the right widens, a drag up brightens, and neither closes the window', () => {
  expect(draggedWindow([0, 100], { x: 128, y: 0 }, 256, 512)).toEqual([-32, 132]);
  expect(draggedWindow([0, 100], { x: 0, y: -64 }, 256, 512)).toEqual([-32, 68]);
  const [low, high] = draggedWindow([0, 100], { x: -10_000, y: 0 }, 256, 512);
  expect(high).toBeGreaterThan(low);
});
