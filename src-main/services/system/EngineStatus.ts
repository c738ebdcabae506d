import type { EngineReport } from '../../contract/schemas.ts';
import { quote } from '../../core/messages/Message.ts';
import { saidBy } from '../../core/SfumatoError.ts';
import type { EngineClientPort } from '../../ports/EngineClient.ts';
import type { NotificationHub } from '../notifications/NotificationHub.ts';

/** What the windows know of the engine. */
export class EngineStatus {
  readonly #engine: EngineClientPort;
  readonly #notifications: NotificationHub;
  #report: EngineReport = { state: 'starting', device: quote(''), backends: [], prediction: null };

  constructor(engine: EngineClientPort, notifications: NotificationHub) {
    this.#engine = engine;
    this.#notifications = notifications;
  }

  get report(): EngineReport {
    return this.#report;
  }

  /** Starts the engine where it is not running, and tells what it says of itself. */
  async refresh(): Promise<EngineReport> {
    try {
      const { device, backends, prediction } = await this.#engine.describe();
      this.#report = { state: 'ready', device, backends: [...backends], prediction };
    } catch (thrown) {
      this.#report = { state: 'failed', device: saidBy(thrown), backends: [], prediction: null };
    }
    this.#notifications.notify({ type: 'engine', engine: this.#report });
    return this.#report;
  }
}
