import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { EngineProgress } from '../engineApi.ts';
import { nextTurn } from '../../processes/nextTurn.ts';
import type { MemberWorkers } from '../workers/MemberWorkers.ts';
import type { BatchSetup, BatchSource } from '../train/batchSource/BatchSource.ts';
import { untilNoneIsUrgent } from './urgentWork.ts';

/** What a piece of long work is given by whoever runs it. */
export interface JobContext {
  readonly signal: AbortSignal;
  readonly report: (progress: EngineProgress) => void;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  /** The time of day, for the record. */
  readonly date: () => Date;
  /** Threads to work on so many members side by side, for the caller to close; null, or left out: there are none. */
  readonly workers?: (memberCount: number) => MemberWorkers | null;
  /** Where training gets its batches, where threads cannot be had and for tests; left out, `openBatches`. */
  readonly openBatches?: ((setup: BatchSetup) => Promise<BatchSource>) | undefined;
}

/**
 * Lets the process answer calls between two steps, urgent ones whole; tensor operations block its only thread.
 * @throws SfumatoError `cancelled` when the job has been cancelled
 */
export async function breathe(signal: AbortSignal): Promise<void> {
  await nextTurn();
  await untilNoneIsUrgent();
  if (signal.aborted) throw new SfumatoError('cancelled', say('jobCancelled'));
}

/** @returns the pace so far; null before anything is done */
export function paceOf(done: number, elapsedMs: number, unit: 'steps' | 'images'): EngineProgress['rate'] {
  return done > 0 && elapsedMs > 0 ? { perSecond: (done * 1000) / elapsedMs, unit } : null;
}

/** @returns milliseconds still to go at the pace so far; null before anything is done */
export function remainingMs(elapsedMs: number, fractionDone: number): number | null {
  return fractionDone > 0 ? (elapsedMs * (1 - fractionDone)) / fractionDone : null;
}
