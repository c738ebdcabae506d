import type { Notification } from '../../src-main/contract/schemas.ts';
import { ConnectionLostError, createClient } from './client.ts';
import type { SfumatoClient } from './client.ts';
import { reconnectDelayMs } from './reconnectDelay.ts';
import type { Transport } from './Transport.ts';

export type ConnectionState = 'connecting' | 'open' | 'lost';

export interface ConnectionOptions {
  readonly openTransport: () => Promise<Transport>;
  readonly wait: (delayMs: number) => Promise<void>;
}

/** The window's one connection: opens it, opens it again when it is lost, and hands out what the program tells. */
export class Connection {
  state: ConnectionState = $state('connecting');
  readonly client: SfumatoClient;
  readonly #options: ConnectionOptions;
  readonly #listeners = new Set<(notification: Notification) => void>();
  readonly #openListeners = new Set<() => void>();
  #transport: Transport | null = null;
  #stopped = false;
  /** Tries since the connection was last open. */
  #failures = 0;
  #wake: (() => void) | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.client = createClient(() => {
      if (!this.#transport) throw new ConnectionLostError();
      return this.#transport.link;
    });
  }

  /** Calls back for everything the program tells. @returns a function that ends it */
  onNotification(listener: (notification: Notification) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Calls back each time the connection opens, and at once when it is open: what was told meanwhile was missed, so states
   * must be read anew.
   */
  onOpen(listener: () => void): () => void {
    this.#openListeners.add(listener);
    if (this.state === 'open') listener();
    return () => this.#openListeners.delete(listener);
  }

  /** Keeps connected until `stop`. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      try {
        this.#transport = await this.#options.openTransport();
        await this.#serve(this.#transport);
      } catch {
        // A failed try is the state `lost`, shown by the window; the next try follows.
      }
      this.#transport = null;
      if (this.#stopped) return;
      this.state = 'lost';
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      await Promise.race([this.#options.wait(reconnectDelayMs(this.#failures++)), woken]);
    }
  }

  /** Tries at once instead of after the wait. */
  retryNow(): void {
    this.#wake?.();
  }

  stop(): void {
    this.#stopped = true;
    this.#transport?.close();
  }

  async #serve(transport: Transport): Promise<void> {
    const notifications = await this.client.system.notifications();
    this.state = 'open';
    this.#failures = 0;
    for (const listener of this.#openListeners) listener();
    const reading = (async () => {
      for await (const notification of notifications) {
        for (const listener of this.#listeners) listener(notification);
      }
    })();
    await Promise.race([reading, transport.closed]);
    transport.close();
    await reading.catch(() => undefined);
  }
}
