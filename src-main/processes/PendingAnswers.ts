/**
 * Answers of another thread or process that somebody waits for, all refused when it ends. A promise of the end that each answer
 * raced against would not do: it keeps the reactions of every race, and with them every answer, for as long as the other end lives.
 */
export class PendingAnswers {
  readonly #refusals = new Set<(reason: Error) => void>();
  #ended: Error | null = null;

  /** How many are waited for. */
  get size(): number {
    return this.#refusals.size;
  }

  /** @returns what the other end answers, or a refusal once it has ended */
  of<Result>(answer: Promise<Result>): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    void answer.then(resolve, reject).finally(() => this.#refusals.delete(reject));
    if (this.#ended) reject(this.#ended);
    else this.#refusals.add(reject);
    return promise;
  }

  /** The other end is gone: no answer comes any more. Its first reason counts. */
  end(reason: Error): void {
    this.#ended ??= reason;
    for (const refuse of this.#refusals) refuse(this.#ended);
    this.#refusals.clear();
  }
}
