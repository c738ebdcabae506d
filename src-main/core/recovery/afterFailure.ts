import type { BackendName } from '../backends.ts';

/**
 * How work in the engine came to fail: `exit`: the process ended; `memory`: there was not enough; `device`: the graphics
 * card was lost or failed; `numbers`: loss or weights left the numbers, again and again; `fault`: anything else that
 * a backend threw.
 */
export type FailureKind = 'exit' | 'memory' | 'device' | 'numbers' | 'fault';

export interface Attempt {
  /** What computed, or was being tried; null when the process ended before it could tell. */
  readonly backend: BackendName | null;
  readonly kind: FailureKind;
  /** Share of the usual batch or tile that was computed at once: 1, 1/2, 1/4 … */
  readonly share: number;
}

export type NextStep =
  | { readonly type: 'again'; readonly share: number }
  | { readonly type: 'nextBackend'; readonly avoid: BackendName }
  | { readonly type: 'giveUp' };

/** Tries of one piece of work at most, whatever happens: nobody waits for a machine that does nothing but fail. */
const mostAttempts = 12;

/**
 * What to do after work has failed. A process that ended may have been ended by somebody: it is tried once more as it
 * was. Otherwise less is computed at once, as far as that may help; then the next backend has its turn.
 * @param attempts of this piece of work so far, the failure in question last
 * @param smallestShare least share of the usual batch or tile that can be computed at once, 0 … 1
 */
export function afterFailure(attempts: readonly Attempt[], smallestShare: number): NextStep {
  const last = attempts.at(-1);
  if (!last || attempts.length >= mostAttempts) return { type: 'giveUp' };
  const here = attempts.filter(({ backend }) => backend === last.backend);
  const half = last.share / 2;
  const isFirstOfKind = here.filter(({ kind }) => kind === last.kind).length === 1;
  switch (last.kind) {
    case 'exit':
      if (isFirstOfKind) return { type: 'again', share: last.share };
      if (here.length === 2 && half >= smallestShare) return { type: 'again', share: half };
      break;
    case 'memory':
      if (half >= smallestShare) return { type: 'again', share: half };
      break;
    case 'device':
    case 'fault':
      if (isFirstOfKind && half >= smallestShare) return { type: 'again', share: half };
      break;
    case 'numbers':
      // The training itself has gone back to its checkpoint several times: what is left to doubt is the arithmetic.
      break;
  }
  const isLast = last.backend === null || last.backend === 'wasm';
  return isLast ? { type: 'giveUp' } : { type: 'nextBackend', avoid: last.backend };
}
