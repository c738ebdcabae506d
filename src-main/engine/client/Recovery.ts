import type { BackendName } from '../../core/backends.ts';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { afterFailure } from '../../core/recovery/afterFailure.ts';
import type { Attempt, NextStep } from '../../core/recovery/afterFailure.ts';
import type { AvoidedBackend } from '../engineApi.ts';
import { failureOf } from './failureOf.ts';

/** The process that work runs in, as far as recovery is concerned with it. */
export interface EngineUnderWork {
  /** Counts processes: work that failed in one of yesterday must not end today's. */
  readonly generation: () => number;
  /** What computes, or was being tried when the process ended. */
  readonly backend: () => BackendName | null;
  readonly isClosed: () => boolean;
  /** Ends the process of that number, if it runs: the next call starts another. */
  readonly end: (generation: number) => void;
}

export interface RecoverableWork<Result> {
  /** Least share of the usual batch or tile that can be computed at once. */
  readonly smallestShare: number;
  readonly signal?: AbortSignal | undefined;
  /** @param share of the usual batch or tile to compute at once */
  readonly run: (share: number) => Promise<Result>;
  /** Told of each failure that was got over. */
  readonly onTrouble?: ((message: Message) => void) | undefined;
}

/** Makes work go on after the engine failed: `afterFailure` decides how, this carries it out and tells of it. */
export class Recovery {
  readonly #engine: EngineUnderWork;
  readonly #avoided = new Map<BackendName, Message>();

  constructor(engine: EngineUnderWork) {
    this.#engine = engine;
  }

  /** Backends that failed at work since the last `forget`. */
  get avoided(): AvoidedBackend[] {
    return [...this.#avoided].map(([name, reason]) => ({ name, reason }));
  }

  /** All backends may be tried again. */
  forget(): void {
    this.#avoided.clear();
  }

  /** @throws what the work last threw, when nothing is left to try or trying again would not help */
  async run<Result>({ smallestShare, signal, run, onTrouble }: RecoverableWork<Result>): Promise<Result> {
    const attempts: Attempt[] = [];
    let share = 1;
    for (;;) {
      const generation = this.#engine.generation();
      try {
        return await run(share);
      } catch (thrown) {
        const failure = this.#engine.isClosed() || signal?.aborted ? null : failureOf(thrown);
        if (failure === null) throw thrown;
        attempts.push({ backend: this.#engine.backend(), kind: failure.kind, share });
        const next = afterFailure(attempts, smallestShare);
        if (next.type === 'giveUp') throw thrown;
        if (next.type === 'nextBackend') this.#avoided.set(next.avoid, failure.what);
        share = next.type === 'again' ? next.share : 1;
        // A backend that has failed once is not to be trusted with what it holds.
        this.#engine.end(generation);
        onTrouble?.(say('engineTrouble', { what: failure.what, then: inWords(next) }));
      }
    }
  }
}

function inWords(next: Exclude<NextStep, { type: 'giveUp' }>): Message {
  if (next.type === 'nextBackend') return say('goesOnElsewhere', { name: next.avoid });
  return next.share === 1 ? say('goesOnAsItWas') : say('goesOnSmaller', { share: next.share });
}
