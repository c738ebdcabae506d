import type { JournalEntry } from '../../src-main/core/records.ts';
import type { SfumatoClient } from '../connection/client.ts';

/** Entries shown; older ones are in the journal all the same. */
const shownEntries = 100;

/** The journal's latest entries, and what can be taken back. */
export class HistoryState {
  entries: readonly JournalEntry[] = $state.raw([]);
  canUndo = $state(false);
  canRedo = $state(false);
  readonly #client: SfumatoClient;

  constructor(client: SfumatoClient) {
    this.#client = client;
  }

  /** What the next undo takes back; null when nothing can be. */
  readonly nextUndo: JournalEntry | null = $derived(
    this.canUndo ? (this.entries.find((entry) => entry.inForce && isUndoable(entry)) ?? null) : null,
  );

  async refresh(): Promise<void> {
    const { entries, canUndo, canRedo } = await this.#client.annotations.history({ limit: shownEntries });
    this.entries = entries;
    this.canUndo = canUndo;
    this.canRedo = canRedo;
  }

  clear(): void {
    this.entries = [];
    this.canUndo = false;
    this.canRedo = false;
  }
}

function isUndoable({ kind, tool }: JournalEntry): boolean {
  return (kind === 'annotate' || kind === 'review') && tool !== 'import';
}
