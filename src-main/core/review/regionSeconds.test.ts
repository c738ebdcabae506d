import { expect, test } from 'vitest';
import type { JournalEntry } from '../records.ts';
import { regionSeconds } from './regionSeconds.ts';

type Event = Parameters<typeof regionSeconds>[0][number];

const stroke = (seconds: number, regionId: string | null, more: Partial<JournalEntry> = {}): Event => ({
  at: new Date(Date.UTC(2026, 10, 28) + seconds * 1000).toISOString(),
  who: 'anna',
  kind: 'annotate',
  tool: 'brush',
  regionId,
  decision: null,
  gestureId: null,
  inForce: true,
  ...more,
});
const settle = (seconds: number, regionId: string, more: Partial<JournalEntry> = {}): Event => stroke(seconds, regionId, { kind: 'review', tool: null, decision: 'accepted', ...more });

test('by hand: the time since the event before, strokes and decision together', () => {
  const events = [settle(0, 'first'), settle(4, 'a'), stroke(10, 'b'), stroke(13, 'b'), settle(14, 'b', { decision: 'corrected' })];
  expect([...regionSeconds(events)]).toEqual([['a', 4], ['b', 10]]);
});

test('a pause, another person before, or a gesture of many leaves a region out', () => {
  const events = [settle(0, 'first'), settle(61, 'paused'), settle(65, 'other', { who: 'ben' }), settle(70, 'many', { who: 'ben', gestureId: 'g' }), settle(73, 'last', { who: 'ben' })];
  expect([...regionSeconds(events)]).toEqual([['last', 3]]);
});

test('what was put off or taken back is not settled; imports are no work', () => {
  const events = [
    settle(0, 'first'),
    settle(5, 'a', { decision: 'deferred' }),
    settle(8, 'b', { inForce: false }),
    stroke(9, null, { tool: 'import' }),
    settle(12, 'c'),
  ];
  expect([...regionSeconds(events)]).toEqual([['c', 4]]);
});

test('of a region settled twice the first time counts, and what came after is left out', () => {
  expect([...regionSeconds([settle(0, 'first'), settle(5, 'a'), settle(9, 'a')])]).toEqual([['a', 5]]);
});

test('no events, no seconds', () => {
  expect(regionSeconds([]).size).toBe(0);
});
