import type { JournalEntry } from '../../core/records.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';

/** Every event without its pixels, oldest first. */
export function wholeJournal(store: ProjectStore): JournalEntry[] {
  return store.journal.latest(Math.max(1, store.journal.lastSequence())).reverse();
}
