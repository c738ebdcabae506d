import type { TrainingPlan } from '../../../src-main/contract/training.ts';
import type { UpdateSettings } from '../../../src-main/core/review/ReviewSettings.ts';
import type { SfumatoClient } from '../../connection/client.ts';

/** Corrections after which an update starts by itself where nobody says how many: a few minutes' work. */
const usualUpdateAfter = 20;

/** What an update of the model in use would learn from and take, and whether updates start by themselves. */
export class UpdatesState {
  /** Null until it is read. */
  plan: TrainingPlan | null = $state.raw(null);
  settings: UpdateSettings | null = $state.raw(null);
  readonly #client: SfumatoClient;

  constructor(client: SfumatoClient) {
    this.#client = client;
  }

  async refresh(): Promise<void> {
    [this.plan, this.settings] = await Promise.all([this.#client.training.plan({ from: 'inUse' }), this.#client.training.settings()]);
  }

  /** Goes on from the model in use; where there is none, a first one is trained. */
  async start(kind: 'light' | 'full', hasModel: boolean): Promise<void> {
    await this.#client.training.start(hasModel ? { from: 'inUse', update: kind } : { from: 'scratch' });
  }

  setAutomatic(on: boolean): Promise<void> {
    return this.change({ updateAfter: on ? usualUpdateAfter : 0 });
  }

  async readSettings(): Promise<void> {
    this.settings = await this.#client.training.settings();
  }

  /** Shown at once; where it is refused, what holds is read again. */
  async change(part: Partial<UpdateSettings>): Promise<void> {
    if (!this.settings) return;
    this.settings = { ...this.settings, ...part };
    try {
      await this.#client.training.changeSettings(part);
    } catch (thrown) {
      await this.readSettings();
      throw thrown;
    }
  }

  clear(): void {
    this.plan = null;
    this.settings = null;
  }
}
