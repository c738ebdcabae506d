import { expect, test } from 'vitest';
import type { TrainingPoint } from '../../../src-main/core/training/TrainingRun.ts';
import { curveOf, thinLoss } from './runCurves.ts';

const point = (step: number, member: number, loss: number, dice: number | null = null): TrainingPoint => ({
  step,
  member,
  elapsedMs: step,
  loss,
  dice: 0.5,
  learningRate: 1,
  heldBack: dice === null ? null : { dice, ece: 0.1 },
});

test('few points are drawn as they are', () => {
  expect(thinLoss([point(1, 0, 3), point(2, 0, 2)])).toEqual({ xs: [1, 2], values: [3, 2] });
  expect(thinLoss([])).toEqual({ xs: [], values: [] });
});

test('many are drawn as means that never mix two networks', () => {
  const points = Array.from({ length: 1500 }, (_none, at) => point(at + 1, at < 751 ? 0 : 1, at < 751 ? 1 : 5));
  const { xs, values } = thinLoss(points);
  expect(xs.length).toBeLessThanOrEqual(602);
  expect(xs.at(-1)).toBe(1500);
  expect(new Set(values)).toEqual(new Set([1, 5]));
});

test('a figure is drawn where it was measured', () => {
  expect(curveOf([point(1, 0, 3, 0.7), point(2, 0, 2), point(3, 0, 1, 0.8)], ({ heldBack }) => heldBack?.dice ?? null)).toEqual({ xs: [1, 3], values: [0.7, 0.8] });
});
