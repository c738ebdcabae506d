import type { JournalEntry } from '../records.ts';
import { activeGapsMs } from './activeTime.ts';

type Event = Pick<JournalEntry, 'at' | 'kind' | 'tool' | 'regionId'>;

/**
 * Seconds at work on each region, from the journal: the time that led to each of its events, strokes and decisions. Time that led to an event of no
 * region (an undo, a stroke beside it) belongs to the region whose event comes next.
 * @param events oldest first
 * @returns null where a pause, or the start, hides how long its only event took
 */
export function expertSeconds(events: readonly Event[]): Map<string, number | null> {
  const worked = events.filter(({ tool }) => tool !== 'import');
  const gaps = activeGapsMs(worked.map(({ at }) => Date.parse(at)));
  const seconds = new Map<string, number>();
  let pending = 0;
  for (const [at, { regionId }] of worked.entries()) {
    pending += gaps[at]! / 1000;
    if (regionId === null) continue;
    seconds.set(regionId, (seconds.get(regionId) ?? 0) + pending);
    pending = 0;
  }
  return new Map([...seconds].map(([id, spent]) => [id, spent > 0 ? spent : null]));
}
