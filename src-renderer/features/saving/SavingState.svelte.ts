import { problemOf } from '../../connection/Problem.ts';
import type { Problem } from '../../connection/Problem.ts';
import type { PendingWrite } from './PendingWrite.ts';

export type SavingStatus = 'nothingYet' | 'saving' | 'saved' | 'notSaved';

/**
 * Sends every change to the journal, one after the other in the order they were made. "Saved" is said only after the
 * program's answer. A change that can't be saved stays on screen, is called not saved, and stops further strokes on its
 * image until it is saved after all or given up.
 */
export class SavingState {
  pending: readonly PendingWrite[] = $state.raw([]);
  problem: Problem | null = $state.raw(null);
  /** When the latest change was saved; null before the first. */
  savedAt: Date | null = $state.raw(null);
  readonly status: SavingStatus = $derived.by(() => {
    if (this.problem) return 'notSaved';
    if (this.pending.length > 0) return 'saving';
    return this.savedAt ? 'saved' : 'nothingYet';
  });
  #sending = false;
  #idleListeners: (() => void)[] = [];
  readonly #onIdle: () => void;

  /** @param onIdle called whenever the last pending change is saved or given up */
  constructor(onIdle: () => void) {
    this.#onIdle = onIdle;
  }

  isBusy(imageId: string): boolean {
    return this.pending.some((write) => write.imageId === imageId);
  }

  /** Whether strokes on the image must wait: an earlier change of it could not be saved. */
  isBlocked(imageId: string): boolean {
    return this.problem !== null && this.isBusy(imageId);
  }

  add(write: PendingWrite): void {
    this.pending = [...this.pending, write];
    void this.#pump();
  }

  /** Resolves once nothing is pending. While saving fails it does not. */
  async whenSaved(): Promise<void> {
    if (this.pending.length > 0) await new Promise<void>((resolve) => this.#idleListeners.push(resolve));
  }

  /** Tries again what could not be saved. */
  async retry(): Promise<void> {
    const head = this.pending[0];
    if (!this.problem || !head || this.#sending) return;
    const mayBeSaved = this.problem.code === 'connectionLost';
    this.problem = null;
    if (mayBeSaved) {
      this.#sending = true;
      try {
        if (await head.wasSaved()) this.#finish(head, null);
      } catch (thrown) {
        this.problem = problemOf(thrown);
      } finally {
        this.#sending = false;
      }
    }
    await this.#pump();
  }

  /** Gives up everything that is not saved, latest first. */
  discard(): void {
    for (const write of [...this.pending].reverse()) write.takeBack();
    this.pending = [];
    this.problem = null;
    this.#tellIdle();
  }

  async #pump(): Promise<void> {
    if (this.#sending || this.problem) return;
    this.#sending = true;
    try {
      for (let head = this.pending[0]; head; head = this.pending[0]) {
        const answer = await head.send();
        head.saved(answer);
        this.#finish(head, new Date(answer.at));
      }
    } catch (thrown) {
      this.problem = problemOf(thrown);
    } finally {
      this.#sending = false;
    }
  }

  #finish(write: PendingWrite, at: Date | null): void {
    this.pending = this.pending.filter((other) => other !== write);
    this.savedAt = at ?? new Date();
    if (this.pending.length === 0) this.#tellIdle();
  }

  #tellIdle(): void {
    const listeners = this.#idleListeners;
    this.#idleListeners = [];
    for (const listener of listeners) listener();
    this.#onIdle();
  }
}
