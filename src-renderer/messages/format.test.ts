import { expect, test } from 'vitest';
import { formatAgo, formatClock, formatDuration, formatPercent } from './format.ts';

test('durations are told in units that matter', () => {
  expect(formatDuration(400)).toBe('0 s');
  expect(formatDuration(59_000)).toBe('59 s');
  expect(formatDuration(89_000)).toBe('1 min');
  expect(formatDuration(3_600_000 * 2.5)).toBe('2 h 30 min');
});

test('the clock is local and padded', () => {
  expect(formatClock(new Date(2026, 0, 2, 3, 4, 5))).toBe('03:04:05');
});

test('how long ago', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  expect(formatAgo(new Date('2026-11-23T11:59:40Z'), now)).toBe('just now');
  expect(formatAgo(new Date('2026-11-23T11:15:00Z'), now)).toBe('45 min ago');
  expect(formatAgo(new Date('2026-11-23T07:00:00Z'), now)).toBe('5 h ago');
  expect(formatAgo(new Date('2026-11-01T12:00:00Z'), now)).toBe('Nov 1, 2026');
});

test('percentages keep one digit', () => {
  expect(formatPercent(0.0316)).toBe('3.2');
});
