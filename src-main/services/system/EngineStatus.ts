import type { EngineReport } from '../../contract/schemas.ts';
import { quote } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { saidBy } from '../../core/SfumatoError.ts';
import type { EngineClientPort } from '../../ports/EngineClient.ts';
import type { NotificationHub } from '../notifications/NotificationHub.ts';

/** Failures told of at most: the latest say it all. */
const keptTroubles = 5;

/** What the windows know of the engine. */
export class EngineStatus {
  readonly #engine: EngineClientPort;
  readonly #notifications: NotificationHub;
  #report: EngineReport = { state: 'starting', device: quote(''), backends: [], prediction: null, troubles: [] };

  constructor(engine: EngineClientPort, notifications: NotificationHub) {
    this.#engine = engine;
    this.#notifications = notifications;
  }

  get report(): EngineReport {
    return this.#report;
  }

  /** The engine failed and its work goes on: tells so at once, and what computes now as soon as it is known. */
  async hearTrouble(message: Message): Promise<EngineReport> {
    this.#report = { ...this.#report, troubles: [...this.#report.troubles, message].slice(-keptTroubles) };
    this.#notifications.notify({ type: 'engine', engine: this.#report });
    return this.refresh();
  }

  /** The engine has been asked to choose its backend anew. */
  forgetTroubles(): void {
    this.#report = { ...this.#report, troubles: [] };
  }

  /** Starts the engine where it is not running, and tells what it says of itself. */
  async refresh(): Promise<EngineReport> {
    try {
      const { device, backends, prediction } = await this.#engine.describe();
      this.#report = { ...this.#report, state: 'ready', device, backends: [...backends], prediction };
    } catch (thrown) {
      this.#report = { ...this.#report, state: 'failed', device: saidBy(thrown), backends: [], prediction: null };
    }
    this.#notifications.notify({ type: 'engine', engine: this.#report });
    return this.#report;
  }
}
