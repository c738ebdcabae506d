/** Seconds that the named steps of a piece of work took. */
export class Stopwatch {
  readonly #seconds = new Map<string, number>();
  readonly #now: () => number;

  /** @param now milliseconds from any fixed moment */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  async time<Result>(step: string, work: () => Promise<Result>): Promise<Result> {
    const startMs = this.#now();
    try {
      return await work();
    } finally {
      this.#seconds.set(step, (this.#seconds.get(step) ?? 0) + (this.#now() - startMs) / 1000);
    }
  }

  /** To the millisecond. */
  get seconds(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#seconds].map(([step, seconds]) => [step, Math.round(seconds * 1000) / 1000]));
  }
}
