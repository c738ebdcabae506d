import { SfumatoError } from '../../src-main/core/SfumatoError.ts';

export type FetchPixels = (address: string, signal?: AbortSignal) => Promise<ArrayBuffer>;
/**
 * `urgent` is being looked at or waited for; `next` is what one key away will be; `soon` is needed before work can begin;
 * `later` may be of use.
 */
export type Urgency = 'urgent' | 'next' | 'soon' | 'later';

const ranks: Readonly<Record<Urgency, number>> = { urgent: 0, next: 1, soon: 2, later: 3 };

/** Tiles in flight at once: browsers open six connections a host. */
const parallelFetches = 6;

/** One fetch and everyone who waits for it. */
interface Flight {
  readonly address: string;
  readonly controller: AbortController;
  readonly pixels: Promise<ArrayBuffer>;
  readonly settle: PromiseWithResolvers<ArrayBuffer>;
  rank: number;
  isStarted: boolean;
  askers: number;
}

/**
 * Fetches pixels by their relative address, the urgent ones first. What is asked for twice at once is fetched once; what
 * nobody wants any more is given up. The browser's own cache keeps what was fetched, for its address changes when its
 * pixels do.
 */
export class PixelSource {
  readonly #fetchPixels: FetchPixels;
  readonly #flights = new Map<string, Flight>();
  #running = 0;

  constructor(fetchPixels: FetchPixels = fetchFromHost) {
    this.#fetchPixels = fetchPixels;
  }

  /**
   * @param signal gives up waiting; the fetch ends when nobody waits for it any more
   * @throws SfumatoError `notFound` or `internal` naming the address
   * @throws DOMException `AbortError` when given up
   */
  get(address: string, urgency: Urgency = 'urgent', signal?: AbortSignal): Promise<ArrayBuffer> {
    if (signal?.aborted) return Promise.reject(abortError());
    let flight = this.#flights.get(address);
    if (!flight) {
      const settle = Promise.withResolvers<ArrayBuffer>();
      flight = { address, controller: new AbortController(), settle, pixels: settle.promise, rank: ranks[urgency], isStarted: false, askers: 0 };
      this.#flights.set(address, flight);
    }
    flight.rank = Math.min(flight.rank, ranks[urgency]);
    flight.askers++;
    const answer = signal ? this.#until(flight, signal) : flight.pixels;
    this.#startNext();
    return answer;
  }

  #until(flight: Flight, signal: AbortSignal): Promise<ArrayBuffer> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        reject(abortError());
        if (--flight.askers === 0) this.#giveUp(flight);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      flight.pixels.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
    });
  }

  #giveUp(flight: Flight): void {
    if (this.#flights.get(flight.address) !== flight) return;
    this.#flights.delete(flight.address);
    flight.pixels.catch(() => undefined);
    if (flight.isStarted) flight.controller.abort();
    else flight.settle.reject(abortError());
  }

  #startNext(): void {
    while (this.#running < parallelFetches) {
      let next: Flight | null = null;
      for (const flight of this.#flights.values()) {
        if (flight.isStarted || (next && next.rank <= flight.rank)) continue;
        next = flight;
        if (flight.rank === ranks.urgent) break;
      }
      if (!next) return;
      void this.#fetch(next);
    }
  }

  async #fetch(flight: Flight): Promise<void> {
    flight.isStarted = true;
    this.#running++;
    try {
      flight.settle.resolve(await this.#fetchPixels(flight.address, flight.controller.signal));
    } catch (thrown) {
      flight.settle.reject(thrown);
    } finally {
      this.#running--;
      if (this.#flights.get(flight.address) === flight) this.#flights.delete(flight.address);
      this.#startNext();
    }
  }
}

/** Whether something was thrown because nobody waited for it any more. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError';
}

function abortError(): DOMException {
  return new DOMException('not wanted any more', 'AbortError');
}

async function fetchFromHost(address: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(address, signal ? { signal } : {});
  if (!answer.ok) {
    const code = answer.status === 404 ? 'notFound' : 'internal';
    throw new SfumatoError(code, `${address}: wanted pixels, got status ${answer.status}. ${await answer.text()}`);
  }
  return answer.arrayBuffer();
}
