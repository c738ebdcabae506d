import type { Sliced } from '../core/sliced.ts';
import { nextTurn } from './nextTurn.ts';

/** Work that goes on so long without a turn for others is put down: a window that waits for an answer does not notice. */
const longestMs = 12;

/**
 * Does work in slices and lets the process take up what waits between them.
 * @param isWanted asked after each slice; once it says no the work is left, and null is the answer
 */
export function inSlices<Result>(work: Sliced<Result>): Promise<Result>;
export function inSlices<Result>(work: Sliced<Result>, isWanted: () => boolean): Promise<Result | null>;
export async function inSlices<Result>(work: Sliced<Result>, isWanted: () => boolean = () => true): Promise<Result | null> {
  for (;;) {
    const until = performance.now() + longestMs;
    let step = work.next();
    while (!step.done && performance.now() < until) step = work.next();
    if (step.done) return step.value;
    await nextTurn();
    if (!isWanted()) return null;
  }
}
