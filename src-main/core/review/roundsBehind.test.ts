import { expect, test } from 'vitest';
import { roundsBehind } from './roundsBehind.ts';

const learned = { labelSequence: 1, images: [] } as never;
const model = (id: string, parentId: string | null, isTrainedHere: boolean) => ({ id, parentId, learned: isTrainedHere ? learned : null });

test('each training here is a round, and a model from elsewhere brings some with it', () => {
  const models = [model('starter', null, false), model('a', 'starter', true), model('b', 'a', true), model('own', null, true)];
  const of = (id: string): number => roundsBehind(models.find((each) => each.id === id)!, models);
  expect(of('own')).toBe(1);
  expect(of('starter')).toBeGreaterThan(of('own'));
  expect(of('b')).toBe(of('starter') + 2);
});

test('a line that bites its tail ends', () => {
  const models = [model('a', 'b', true), model('b', 'a', true)];
  expect(roundsBehind(models[0]!, models)).toBe(2);
});
