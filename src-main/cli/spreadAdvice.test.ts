import { expect, test } from 'vitest';
import { spreadAdvice } from './spreadAdvice.ts';

test('a falling rate is told to who draws from moving weights, a steady one to nobody', () => {
  expect(spreadAdvice('swag', { schedule: { name: 'oneCycle' } })).toContain('schedule "oneCycle" they come to rest');
  expect([spreadAdvice('swag', {}), spreadAdvice('tradi', { schedule: { name: 'constant' } }), spreadAdvice('deepEnsemble', { schedule: { name: 'cosine' } })]).toEqual([null, null, null]);
});
