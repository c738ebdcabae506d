import { expect, test } from 'vitest';
import type { JournalEntry } from '../records.ts';
import { activeGapsMs } from './activeTime.ts';
import { activeMinutesUntil, countCorrections, measureEffort } from './effort.ts';

type Event = Parameters<typeof measureEffort>[0][number];

const event = (at: string, more: Partial<JournalEntry> = {}): Event => ({
  at: `2026-11-${at}Z`,
  kind: 'annotate',
  tool: 'brush',
  changedPixels: 10,
  decision: null,
  inForce: true,
  ...more,
});

test('pauses of more than a minute are no work', () => {
  expect(activeGapsMs([0, 30_000, 90_000, 150_001, 150_501])).toEqual([0, 30_000, 60_000, 0, 500]);
  expect(activeGapsMs([])).toEqual([]);
});

test('a journal is added up by day and by tool, worked by hand', () => {
  const journal = [
    event('23T23:58:00', { tool: 'import', changedPixels: 5000 }),
    event('23T23:59:00'),
    event('23T23:59:30', { kind: 'review', tool: 'accept', decision: 'accepted', changedPixels: 90 }),
    event('24T00:00:00', { kind: 'review', tool: null, decision: 'deferred', changedPixels: 0 }),
    event('24T00:00:15', { tool: 'polygon', changedPixels: 40, inForce: false }),
    event('24T00:00:30', { kind: 'undo', tool: null, changedPixels: 40 }),
    event('24T09:00:00', { tool: 'polygon', changedPixels: 50 }),
  ];
  const { total, days, tools, growth } = measureEffort(journal, 0);
  expect(total).toEqual({ activeMinutes: 1.5, corrections: 3, regionsSettled: 1, pixels: 150, secondsPerRegion: 90 });
  expect(days.map(({ day, activeMinutes, pixels }) => [day, activeMinutes, pixels])).toEqual([
    ['2026-11-23', 0.5, 100],
    ['2026-11-24', 1, 50],
  ]);
  expect(tools.map(({ tool, activeMinutes, events }) => [tool, activeMinutes, events])).toEqual([
    ['review', 1, 2],
    ['polygon', 0.5, 1],
    ['brush', 0, 1],
  ]);
  expect(growth.at(-1)).toEqual({ at: '2026-11-24T09:00:00Z', activeMinutes: 1.5, pixels: 150, regionsSettled: 1 });
});

test('a day ends where the user lives', () => {
  const journal = [event('23T23:59:00'), event('24T00:30:00')];
  expect(measureEffort(journal, 60).days.map(({ day }) => day)).toEqual(['2026-11-24']);
  expect(measureEffort(journal, 0).days).toHaveLength(2);
});

test('nothing done is nothing, and no seconds a region', () => {
  expect(measureEffort([], 0)).toEqual({
    total: { activeMinutes: 0, corrections: 0, regionsSettled: 0, pixels: 0, secondsPerRegion: null },
    days: [],
    tools: [],
    growth: [],
  });
});

test('a long journal keeps its last point and few enough others', () => {
  const journal = Array.from({ length: 1301 }, (_none, second) => event('23T00:00:00', { at: new Date(second * 1000).toISOString() }));
  const { growth } = measureEffort(journal, 0);
  expect(growth.length).toBeLessThanOrEqual(502);
  expect(growth.at(-1)!.pixels).toBe(13_010);
});

test('minutes and corrections up to a moment', () => {
  const journal = [event('23T12:00:00'), event('23T12:00:30'), event('23T12:01:00', { inForce: false }), event('23T12:01:30', { tool: 'import' })];
  expect(activeMinutesUntil(journal, '2026-11-23T12:00:45Z')).toBe(0.5);
  expect(countCorrections(journal)).toBe(2);
});
