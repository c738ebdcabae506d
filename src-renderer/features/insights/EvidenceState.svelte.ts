import type { Evidence, Stopping } from '../../../src-main/contract/evidence.ts';
import { oneAtATime } from '../../app/oneAtATime.ts';
import { problemOf } from '../../connection/Problem.ts';
import type { Problem } from '../../connection/Problem.ts';
import type { AppState } from '../../app/AppState.svelte.ts';

/** What the settled regions tell, and the answer to the wish of the moment. */
export class EvidenceState {
  readonly #client: AppState['client'];
  evidence = $state.raw<Evidence | null>(null);
  /** Null where there is no model; undefined before the first answer. */
  stopping = $state.raw<Stopping | null | undefined>(undefined);
  problem = $state.raw<Problem | null>(null);
  /** Wanted Dice, and the probability with which it may be missed. */
  dice = $state(0.95);
  alpha = $state(0.1);
  /** One reading at a time, so that an older answer never replaces a newer one. */
  readonly read: () => Promise<void>;
  readonly readStopping: () => Promise<void>;

  constructor(client: AppState['client']) {
    this.#client = client;
    this.read = oneAtATime(() => this.#told(async () => void (this.evidence = await this.#client.insights.evidence())));
    this.readStopping = oneAtATime(() => this.#told(async () => void (this.stopping = await this.#client.insights.stopping({ dice: this.dice, alpha: this.alpha }))));
  }

  wish(wish: { readonly dice?: number; readonly alpha?: number }): void {
    this.dice = wish.dice ?? this.dice;
    this.alpha = wish.alpha ?? this.alpha;
    void this.readStopping();
  }

  async #told(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.problem = null;
    } catch (thrown) {
      this.problem = problemOf(thrown);
    }
  }
}
