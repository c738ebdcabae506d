import type { MemberOutcome } from '../ensemble/MemberRunner.ts';
import type { PredictingEnsemble } from './WindowStep.ts';

/**
 * What each member says of a window, in the members' order: no more lie in memory than run side by side.
 * @param values the window's normalised input
 */
export async function* outcomesInOrder({ members, concurrency }: PredictingEnsemble, values: Float32Array, { height, width }: { readonly height: number; readonly width: number }): AsyncGenerator<MemberOutcome> {
  const running: Promise<MemberOutcome>[] = [];
  try {
    for (const member of members) {
      running.push(member.run(values, height, width));
      if (running.length === concurrency) yield await running.shift()!;
    }
    while (running.length > 0) yield await running.shift()!;
  } finally {
    // After a failure, or when the reader stopped: nobody else hears of those still under way.
    await Promise.allSettled(running);
  }
}
