import type { MemberOutcome, MemberWindow } from '../ensemble/MemberRunner.ts';
import type { PredictingEnsemble } from './WindowStep.ts';

/** What each member says of a window, in the members' order: no more lie in memory than run side by side. */
export async function* outcomesInOrder({ members, concurrency }: PredictingEnsemble, window: MemberWindow): AsyncGenerator<MemberOutcome> {
  const running: Promise<MemberOutcome>[] = [];
  try {
    for (const member of members) {
      running.push(member.run(window));
      if (running.length === concurrency) yield await running.shift()!;
    }
    while (running.length > 0) yield await running.shift()!;
  } finally {
    // After a failure, or when the reader stopped: nobody else hears of those still under way.
    await Promise.allSettled(running);
  }
}
