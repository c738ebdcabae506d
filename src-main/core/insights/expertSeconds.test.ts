import { expect, test } from 'vitest';
import { expertSeconds } from './expertSeconds.ts';

const event = (at: string, regionId: string | null, more: { kind?: 'annotate' | 'undo' | 'review'; tool?: 'brush' | 'import' | null } = {}) => ({
  at: `2026-11-23T${at}Z`,
  kind: more.kind ?? ('review' as const),
  tool: more.tool ?? null,
  regionId,
});

test('strokes and decisions of a region add up, worked by hand', () => {
  const seconds = expertSeconds([
    event('12:00:00', 'first'),
    event('12:00:04', 'second', { kind: 'annotate', tool: 'brush' }),
    event('12:00:06', null, { kind: 'undo' }),
    event('12:00:07', null, { tool: 'import', kind: 'annotate' }),
    event('12:00:10', 'second'),
    event('12:30:00', 'third'),
    event('12:30:05', 'fourth'),
    event('12:30:06', 'third'),
  ]);
  expect([...seconds]).toEqual([
    ['first', null],
    ['second', 10],
    ['third', 1],
    ['fourth', 5],
  ]);
  expect(expertSeconds([]).size).toBe(0);
});
