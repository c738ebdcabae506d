import { expect, test } from 'vitest';
import { estimateText, rangeText } from './intervalText.ts';

const whole = (value: number): string => String(Math.round(value));

test('bounds stand in brackets, an open end is said, and nothing known is a dash', () => {
  expect(estimateText({ estimate: 3.2, lower: 1, upper: 5.7 }, whole)).toBe('3 (1 … 6)');
  expect(estimateText({ estimate: 3.2, lower: 1, upper: null }, whole)).toBe('3 (1 or more)');
  expect(estimateText({ estimate: 3.2, lower: null, upper: null }, whole)).toBe('3');
  expect(estimateText({ estimate: null, lower: null, upper: null }, whole)).toBe('–');
  expect(rangeText({ estimate: null, lower: null, upper: null }, whole)).toBe('');
});
