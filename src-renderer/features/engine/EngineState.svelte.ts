import type { DoctorReport, EngineReport } from '../../../src-main/contract/schemas.ts';
import type { SfumatoClient } from '../../connection/client.ts';
import type { Message } from '../../../src-main/core/messages/Message.ts';

/** What computes, and why. */
export class EngineState {
  report: DoctorReport | null = $state.raw(null);
  engine: EngineReport | null = $state.raw(null);
  readonly chosen = $derived(this.engine?.backends.find(({ chosen }) => chosen) ?? null);
  /** Why the faster engine is not used; null when it is. */
  readonly fallbackReason: Message | null = $derived(
    this.chosen?.name === 'wasm' ? (this.engine?.backends.find(({ name }) => name === 'native')?.reason ?? this.chosen.reason) : null,
  );
  /** The latest failure that the engine's work got over. */
  readonly trouble: Message | null = $derived(this.engine?.troubles.at(-1) ?? null);
  readonly #client: SfumatoClient;

  constructor(client: SfumatoClient) {
    this.#client = client;
  }

  async refresh(): Promise<void> {
    this.report = await this.#client.system.doctor();
    this.engine = this.report.engine;
  }
}
