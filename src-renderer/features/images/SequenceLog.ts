/**
 * Which journal events have changed each image's labels, as heard from the program, against those the labels in memory
 * hold. A window's own changes are in memory before the program tells of them; another window's are not.
 */
export class SequenceLog {
  readonly #latest = new Map<string, number>();
  readonly #missing = new Map<string, Set<number>>();
  readonly #caughtUp = new Map<string, number>();
  readonly #own = new Set<number>();

  /** The program tells that the labels changed, or lists the image with this as its latest change. */
  heard(imageId: string, sequence: number): void {
    this.#latest.set(imageId, Math.max(this.latest(imageId), sequence));
    if (this.#own.has(sequence) || sequence <= (this.#caughtUp.get(imageId) ?? 0)) return;
    const missing = this.#missing.get(imageId) ?? new Set();
    this.#missing.set(imageId, missing.add(sequence));
  }

  /** A change of this window is in the journal. */
  made(imageId: string, sequence: number): void {
    this.#own.add(sequence);
    this.#latest.set(imageId, Math.max(this.latest(imageId), sequence));
    this.#missing.get(imageId)?.delete(sequence);
  }

  /** The labels were loaded as they stand after the event. */
  caughtUp(imageId: string, sequence: number): void {
    this.#caughtUp.set(imageId, Math.max(this.#caughtUp.get(imageId) ?? 0, sequence));
    const missing = this.#missing.get(imageId);
    for (const known of missing ?? []) if (known <= sequence) missing?.delete(known);
  }

  /** 0 when the image's labels never changed. */
  latest(imageId: string): number {
    return this.#latest.get(imageId) ?? 0;
  }

  isBehind(imageId: string): boolean {
    return (this.#missing.get(imageId)?.size ?? 0) > 0;
  }

  clear(): void {
    this.#latest.clear();
    this.#missing.clear();
    this.#caughtUp.clear();
    this.#own.clear();
  }
}
