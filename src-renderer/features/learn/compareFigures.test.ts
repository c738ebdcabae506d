import { expect, test } from 'vitest';
import type { EvaluationFigures } from '../../../src-main/core/records.ts';
import { compareFigures, overallVerdict } from './compareFigures.ts';

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

test('a verdict never contradicts what is shown', () => {
  // 0.7 % and 0.6 % read differently, so they are not the same.
  expect(compareFigures(figures(0.9, 0.0063), figures(0.9, 0.0066)).map(({ verdict }) => verdict)).toEqual(['same', 'better']);
  expect(compareFigures(figures(0.9124, 0.05), figures(0.9116, 0.05))[0]!.verdict).toBe('same');
});

test('Dice decides, and ECE where Dice reads alike', () => {
  const verdict = (after: [number, number], before: [number, number]) => overallVerdict(compareFigures(figures(...after), figures(...before)));
  expect(verdict([0.91, 0.06], [0.9, 0.05])).toBe('better');
  expect(verdict([0.89, 0.01], [0.9, 0.05])).toBe('worse');
  expect(verdict([0.9, 0.04], [0.9, 0.05])).toBe('better');
  expect(verdict([0.9, 0.05], [0.9, 0.05])).toBe('same');
  expect(overallVerdict(compareFigures(figures(0.9, 0.05), null))).toBeNull();
});
