import { expect, test } from 'vitest';
import { judgeQuality, orderedBy } from './qualityCurve.ts';

const point = (name: string, dice: number, activeMinutes: number, state: 'inUse' | 'candidate' | 'retired' = 'retired') => ({
  modelId: name,
  name,
  state,
  createdAt: name,
  corrections: 0,
  labelledPixels: 10 * activeMinutes,
  activeMinutes,
  dice,
  ece: 0.01,
  parentDice: null,
});

test('the model in use is weighed against the first', () => {
  const judged = judgeQuality([point('a', 0.9, 0), point('b', 0.93, 4, 'inUse'), point('c', 0.8, 6, 'candidate')]);
  expect(judged).toMatchObject({ verdict: 'better', activeMinutes: 4 });
  expect(judged.points).toBeCloseTo(3, 9);
  expect(judgeQuality([point('a', 0.9, 0), point('b', 0.88, 4, 'inUse')]).verdict).toBe('worse');
  expect(judgeQuality([point('a', 0.9, 0), point('b', 0.9003, 4, 'inUse')]).verdict).toBe('same');
});

test('while the first is still in use, the latest is weighed; one alone or none proves nothing', () => {
  expect(judgeQuality([point('a', 0.9, 0, 'inUse'), point('b', 0.95, 2, 'candidate')]).verdict).toBe('better');
  expect(judgeQuality([point('a', 0.9, 0, 'inUse')]).verdict).toBe('one');
  expect(judgeQuality([]).verdict).toBe('none');
});

test('points on one place are kept apart', () => {
  const { xs, points } = orderedBy([point('b', 1, 3), point('a', 1, 0), point('c', 1, 3)], ({ activeMinutes }) => activeMinutes);
  expect(points.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(xs[2]).toBeGreaterThan(xs[1]!);
  expect(xs[2]).toBeCloseTo(3, 4);
});
