import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { usualCrf } from '../core/vision/crf/denseCrf.ts';
import { crfOf, readCrf } from './readCrf.ts';

test('settings that are given replace the usual ones', () => {
  expect(readCrf('appearanceReachPx=12, smoothnessWeight=0.5')).toEqual({ ...usualCrf, appearanceReachPx: 12, smoothnessWeight: 0.5 });
});

test('the option alone means the usual settings, no option none', () => {
  expect(crfOf(true)).toEqual(usualCrf);
  expect(crfOf(undefined)).toBeNull();
  expect(crfOf(readCrf('iterations=1'))).toEqual({ ...usualCrf, iterations: 1 });
});

test.each([
  ['a setting that is none', 'reach=12', 'got "reach"'],
  ['a setting without a number', 'iterations', 'from 1 to 20'],
  ['a word for a number', 'iterations=many', 'from 1 to 20'],
  ['half a step', 'iterations=2.5', 'whole number'],
  ['a number out of range', 'appearanceReachPx=200', 'from 4 to 96'],
])('%s is refused', (_what, text, message) => {
  expect(() => readCrf(text)).toThrow(InvalidArgumentError);
  expect(() => readCrf(text)).toThrow(message);
});
