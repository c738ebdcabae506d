import type { JournalEntry } from '../../src-main/core/records.ts';
import type { SfumatoClient } from '../connection/client.ts';
import { historySteps } from './steps.ts';
import type { HistoryStep } from './steps.ts';

/** Entries shown; older ones are in the journal all the same. */
const shownEntries = 300;

/** The journal's latest entries, and what can be taken back. */
export class HistoryState {
  entries: readonly JournalEntry[] = $state.raw([]);
  canUndo = $state(false);
  canRedo = $state(false);
  readonly #client: SfumatoClient;

  constructor(client: SfumatoClient) {
    this.#client = client;
  }

  readonly steps: readonly HistoryStep[] = $derived(historySteps(this.entries));
  /** The step that stands last. */
  readonly now: HistoryStep | null = $derived(this.steps.find(({ state }) => state === 'done') ?? null);
  /** What the next undo takes back; null when nothing can be. */
  readonly nextUndo: JournalEntry | null = $derived(this.canUndo ? (this.now?.entry ?? null) : null);

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
