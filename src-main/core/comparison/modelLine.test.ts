import { expect, test } from 'vitest';
import type { ModelRecord } from '../records.ts';
import { firstToLearn } from './firstToLearn.ts';
import { formerModel } from './formerModel.ts';
import { labelUse } from './labelUse.ts';

const model = (id: string, day: number, changes: Partial<ModelRecord> = {}): ModelRecord => ({
  id,
  name: id,
  state: 'retired',
  createdAt: `2026-01-0${day}T00:00:00Z`,
  architecture: 'unet',
  memberCount: 1,
  parentId: null,
  figures: null,
  parentFigures: null,
  comparison: null,
  learned: null,
  ...changes,
});
const learned = (labelSequence: number) => ({ images: 1, labelledPixels: 1, corrections: 1, labelSequence });

test('the model to go back to is the parent, where it was in use; else the latest that was', () => {
  const [first, second] = [model('first', 1), model('second', 2)];
  expect(formerModel([first, second, model('now', 3, { state: 'inUse', parentId: 'first' })])?.id).toBe('first');
  expect(formerModel([first, second, model('now', 3, { state: 'inUse' })])?.id).toBe('second');
  expect(formerModel([model('never', 1, { state: 'declined' }), model('now', 3, { state: 'inUse', parentId: 'never' })])).toBeNull();
  expect(formerModel([first])).toBeNull();
});

test('an event was first learned by the oldest model that began after it', () => {
  const models = [model('third', 3, { learned: learned(9) }), model('starter', 1), model('second', 2, { learned: learned(5) })];
  expect([3, 5, 6, 10].map((sequence) => firstToLearn(models, sequence)?.id ?? null)).toEqual(['second', 'second', 'third', null]);
});

test('labels of images put aside, or kept when first corrected, are for measuring', () => {
  expect(labelUse({ role: 'work', forEvaluation: false })).toBe('training');
  expect(labelUse({ role: 'work', forEvaluation: true })).toBe('evaluation');
  expect(labelUse({ role: 'heldBack', forEvaluation: false })).toBe('heldBack');
});
