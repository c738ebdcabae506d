import type { Notification } from '../../contract/schemas.ts';

/** A window that has stopped listening must not fill the memory: beyond this many the oldest are dropped. */
const maximumWaiting = 10_000;

/** Tells every open window what happens, in order. */
export class NotificationHub {
  readonly #listeners = new Set<Subscription>();

  notify(notification: Notification): void {
    for (const listener of this.#listeners) listener.push(notification);
  }

  /**
   * Everything from the moment of the call, after `first`.
   * @param signal ends the subscription
   */
  subscribe(first: readonly Notification[], signal?: AbortSignal): AsyncGenerator<Notification, void, void> {
    const subscription = new Subscription(first);
    const end = (): void => {
      this.#listeners.delete(subscription);
      subscription.end();
    };
    this.#listeners.add(subscription);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
    return subscription.iterate(end);
  }

  close(): void {
    for (const listener of this.#listeners) listener.end();
    this.#listeners.clear();
  }
}

class Subscription {
  readonly #waiting: Notification[];
  #ended = false;
  #wake: (() => void) | null = null;

  constructor(first: readonly Notification[]) {
    this.#waiting = [...first];
  }

  push(notification: Notification): void {
    this.#waiting.push(notification);
    if (this.#waiting.length > maximumWaiting) this.#waiting.shift();
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *iterate(onEnd: () => void): AsyncGenerator<Notification, void, void> {
    try {
      for (;;) {
        const next = this.#waiting.shift();
        if (next) yield next;
        else if (this.#ended) return;
        else await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      onEnd();
    }
  }
}
