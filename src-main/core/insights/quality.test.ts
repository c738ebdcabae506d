import { expect, test } from 'vitest';
import type { EvaluationFigures, ModelRecord } from '../records.ts';
import { qualityOf } from './quality.ts';

const figures: EvaluationFigures = {
  dice: 0.9,
  dicePerClass: [],
  ece: 0.01,
  accuracy: 1,
  nll: 0,
  learnedLossCorrelation: null,
  imageCount: 1,
  labelledPixels: 1,
};

const model = (id: string, more: Partial<ModelRecord>): ModelRecord => ({
  id,
  name: id,
  state: 'retired',
  createdAt: `2026-11-2${id}T00:00:00Z`,
  architecture: 'unet',
  memberCount: 1,
  parentId: null,
  figures,
  parentFigures: null,
  comparison: null,
  learned: { images: 1, labelledPixels: 500, corrections: 7, labelSequence: 9 },
  ...more,
});

test('measured models come oldest first, with what went into them', () => {
  const points = qualityOf([model('3', { parentFigures: { ...figures, dice: 0.8 } }), model('2', { figures: null }), model('1', { learned: null })], () => 4);
  expect(points.map(({ modelId, corrections, labelledPixels, activeMinutes, parentDice }) => [modelId, corrections, labelledPixels, activeMinutes, parentDice])).toEqual([
    ['1', 0, 0, 0, null],
    ['3', 7, 500, 4, 0.8],
  ]);
});
