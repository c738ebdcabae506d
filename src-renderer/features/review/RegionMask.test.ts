import { expect, test } from 'vitest';
import { applyChange } from '../../../src-main/core/labels/LabelChange.ts';
import { emptyLabelMap } from '../../../src-main/core/labels/labelMap.ts';
import { mapOfPlanes, planesOfMap } from '../../../src-main/core/labels/LabelPlanes.ts';
import { PixelSource } from '../../pixels/PixelSource.ts';
import { labelRegionChange, loadRegionMask } from './RegionMask.ts';
import type { RegionRecord } from '../../../src-main/core/records.ts';

const region: RegionRecord = {
  id: 'r1',
  imageId: 'image',
  modelId: 'model',
  box: { x: 1, y: 1, width: 3, height: 2 },
  pixelCount: 5,
  score: 1,
  means: { predictiveEntropy: 0, mutualInformation: 0, expectedEntropy: 0, learnedLoss: 0 },
  proposedClass: 1,
  arm: 'chosen',
  strategy: 'standard',
  boundaryPixels: 0,
  reason: 'mutualInformation',
  state: 'open',
};
const pixelsOf = (...bytes: number[]): PixelSource => new PixelSource(async () => Uint8Array.from(bytes).buffer);

test('every pixel of the region gets the class, whatever it was before, and no other', async () => {
  const mask = await loadRegionMask(pixelsOf(1, 1, 1, 0, 1, 1), region);
  const map = emptyLabelMap(5, 4);
  map.data.set([255, 0, 2], 6);
  const planes = planesOfMap(map);
  const change = labelRegionChange(planes, mask, 2);
  expect([...change.classes.runs]).toEqual([6, 1, 255, 2, 7, 1, 0, 2, 12, 2, 255, 2]);
  applyChange(planes, change);
  expect([...mapOfPlanes(planes).data].filter((value) => value === 2)).toHaveLength(5);
});

test('a mask of the wrong size is refused', async () => {
  await expect(loadRegionMask(pixelsOf(1, 1), region)).rejects.toThrow('region r1: wanted 6 pixels, got 2');
});
