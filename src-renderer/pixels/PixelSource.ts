import { SfumatoError } from '../../src-main/core/SfumatoError.ts';

export type FetchPixels = (address: string, signal?: AbortSignal) => Promise<ArrayBuffer>;

/** Tiles in flight at once: browsers open six connections a host. */
const parallelFetches = 6;

interface Waiting {
  readonly urgent: boolean;
  readonly start: () => void;
}

/**
 * Fetches pixels by their relative address, the urgent ones first. What is asked for twice at once is fetched once; the
 * browser's own cache keeps what was fetched, for its address changes when its pixels do.
 */
export class PixelSource {
  readonly #fetchPixels: FetchPixels;
  readonly #inFlight = new Map<string, Promise<ArrayBuffer>>();
  readonly #waiting: Waiting[] = [];
  #running = 0;

  constructor(fetchPixels: FetchPixels = fetchFromHost) {
    this.#fetchPixels = fetchPixels;
  }

  /** @throws SfumatoError `notFound` or `internal` naming the address */
  get(address: string, urgency: 'urgent' | 'later' = 'urgent'): Promise<ArrayBuffer> {
    let pixels = this.#inFlight.get(address);
    if (!pixels) {
      pixels = this.#enqueue(address, urgency === 'urgent').finally(() => this.#inFlight.delete(address));
      this.#inFlight.set(address, pixels);
    }
    return pixels;
  }

  async #enqueue(address: string, urgent: boolean): Promise<ArrayBuffer> {
    if (this.#running >= parallelFetches) await new Promise<void>((start) => this.#waiting.push({ urgent, start }));
    this.#running++;
    try {
      return await this.#fetchPixels(address);
    } finally {
      this.#running--;
      const next = this.#waiting.findIndex((waiting) => waiting.urgent);
      this.#waiting.splice(Math.max(next, 0), 1)[0]?.start();
    }
  }
}

async function fetchFromHost(address: string): Promise<ArrayBuffer> {
  const answer = await fetch(address);
  if (!answer.ok) {
    const code = answer.status === 404 ? 'notFound' : 'internal';
    throw new SfumatoError(code, `${address}: wanted pixels, got status ${answer.status}. ${await answer.text()}`);
  }
  return answer.arrayBuffer();
}
