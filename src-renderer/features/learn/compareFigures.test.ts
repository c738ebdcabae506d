import { expect, test } from 'vitest';
import type { EvaluationFigures } from '../../../src-main/core/records.ts';
import { compareFigures } from './compareFigures.ts';

const figures = (dice: number, ece: number): EvaluationFigures => ({
  dice,
  ece,
  dicePerClass: [],
  accuracy: 1,
  nll: 0,
  learnedLossCorrelation: null,
  imageCount: 1,
  labelledPixels: 1,
});

test('more Dice and less ECE are better', () => {
  expect(compareFigures(figures(0.91, 0.03), figures(0.9, 0.05)).map(({ verdict }) => verdict)).toEqual(['better', 'better']);
  expect(compareFigures(figures(0.89, 0.06), figures(0.9, 0.05)).map(({ verdict }) => verdict)).toEqual(['worse', 'worse']);
});

test('a difference nobody sees is none, and without a before there is no verdict', () => {
  expect(compareFigures(figures(0.9001, 0.05), figures(0.9, 0.05)).map(({ verdict }) => verdict)).toEqual(['same', 'same']);
  expect(compareFigures(figures(0.9, 0.05), null).map(({ before, verdict }) => [before, verdict])).toEqual([
    [null, null],
    [null, null],
  ]);
});
