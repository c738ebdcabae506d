import type { LearnedLossCheck } from '../../core/insights/learnedLossCheck.ts';
import { learnedLossTrust } from '../../core/review/learnedLossTrust.ts';
import type { LearnedLossTrust } from '../../core/review/learnedLossTrust.ts';
import type { ModelRecord } from '../../core/records.ts';
import { checkLearnedLoss } from '../insights/checkLearnedLoss.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';

/**
 * Whether the learned loss of the model in use has foretold the errors that the expert found, looked at again behind the window's back as
 * regions are settled: the queue asks it at every turn and may not wait for it.
 */
export class LearnedLossWatch {
  readonly #session: ProjectSession;
  readonly #tell: () => void;
  #known: { readonly modelId: string; readonly settledCount: number; readonly check: LearnedLossCheck } | null = null;
  #running: Promise<void> | null = null;
  #closed = false;

  /** @param tell when it has changed whether the queue goes by the learned loss */
  constructor(session: ProjectSession, tell: () => void) {
    this.#session = session;
    this.#tell = tell;
  }

  /** By what was found where enough was, else by the model's figures on held-back images. */
  trust(model: ModelRecord): LearnedLossTrust {
    const { store } = this.#session;
    const check = this.#known?.modelId === model.id ? this.#known.check : null;
    return learnedLossTrust(model.figures, check, store.reviewSettings());
  }

  /** Looks again where regions were settled, or another model came into use, since it last did. */
  look(): void {
    const { store } = this.#session;
    const model = store.models.inUse();
    if (!model || this.#running || this.#closed) return;
    const settledCount = Object.values(store.regions.settledCounts()).reduce((sum, count) => sum + count, 0);
    if (this.#known?.modelId === model.id && this.#known.settledCount === settledCount) return;
    const before = this.trust(model).isTrusted;
    this.#running = checkLearnedLoss(this.#session, model.id)
      .then((check) => {
        this.#known = { modelId: model.id, settledCount, check };
        if (!this.#closed && this.trust(model).isTrusted !== before) this.#tell();
      })
      // Maps and images are read for it: where they are gone the word before stands.
      .catch(() => undefined)
      .finally(() => {
        this.#running = null;
        // More may have been settled meanwhile; a look that failed waits for the next decision.
        if (this.#known?.modelId === model.id) this.look();
      });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }
}
