import { inHistoryOrder } from '../../src-main/core/labels/historyOrder.ts';
import type { ClassEvent, JournalEntry } from '../../src-main/core/records.ts';
import type { SfumatoClient } from '../connection/client.ts';
import { historySteps } from './steps.ts';
import type { HistoryStep } from './steps.ts';

/** Entries shown; older ones are in the journal all the same. */
const shownEntries = 300;

/** The journal's latest entries, the changes of classes among them, and what can be taken back. */
export class HistoryState {
  entries: readonly JournalEntry[] = $state.raw([]);
  classEvents: readonly ClassEvent[] = $state.raw([]);
  canUndo = $state(false);
  canRedo = $state(false);
  readonly #client: SfumatoClient;

  constructor(client: SfumatoClient) {
    this.#client = client;
  }

  readonly steps: readonly HistoryStep[] = $derived(
    historySteps(inHistoryOrder(this.entries.toReversed(), this.classEvents.toReversed()).reverse()),
  );
  /** The step that stands last. */
  readonly now: HistoryStep | null = $derived(this.steps.find(({ state }) => state === 'done') ?? null);
  /** What the next undo takes back; null when nothing can be. */
  readonly nextUndo: HistoryStep | null = $derived(this.canUndo ? this.now : null);

  async refresh(): Promise<void> {
    const { entries, classEvents, canUndo, canRedo } = await this.#client.annotations.history({ limit: shownEntries });
    this.entries = entries;
    this.classEvents = classEvents;
    this.canUndo = canUndo;
    this.canRedo = canRedo;
  }

  clear(): void {
    this.entries = [];
    this.classEvents = [];
    this.canUndo = false;
    this.canRedo = false;
  }
}
