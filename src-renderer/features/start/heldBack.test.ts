import { expect, test } from 'vitest';
import type { ImageRecord } from '../../../src-main/core/records.ts';
import { chooseHeldBack } from './heldBack.ts';

const image = (name: string, labelledFraction: number): ImageRecord => ({
  id: `id-${name}`,
  name,
  width: 8,
  height: 8,
  channels: 1,
  sampleType: 'uint8',
  displayRange: [0, 255],
  contentHash: 'hash',
  role: 'work',
  labelledFraction,
  labelSequence: 0,
});

test('every fifth labelled image by name, whatever order they come in', () => {
  const images = ['f', 'e', 'd', 'c', 'b', 'a'].map((name) => image(name, name === 'c' ? 0 : 0.5));
  expect(chooseHeldBack(images, { name: 'fifth' })).toEqual(['id-f']);
});

test('by the beginning of the name, labelled ones alone; nothing for an empty beginning', () => {
  const images = [image('val-1', 1), image('val-2', 0), image('train-1', 1)];
  expect(chooseHeldBack(images, { name: 'prefix', prefix: 'val-' })).toEqual(['id-val-1']);
  expect(chooseHeldBack(images, { name: 'prefix', prefix: '' })).toEqual([]);
  expect(chooseHeldBack(images, { name: 'none' })).toEqual([]);
});
