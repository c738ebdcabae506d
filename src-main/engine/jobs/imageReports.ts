import { say } from '../../core/messages/Message.ts';
import { paceOf, remainingMs } from './JobContext.ts';
import type { JobContext } from './JobContext.ts';

/** What is done image by image, by the sentence that tells how far it is. */
type ImageWork = 'predictedSome' | 'measuredSome' | 'calibratedSome';

/** Starts the clock. @param count 1 or more @returns to be called after each image, with how many are done by then */
export function imageReports(work: ImageWork, count: number, context: JobContext): (done: number) => void {
  const startedAt = context.now();
  return (done) => {
    const fraction = done / count;
    const elapsedMs = context.now() - startedAt;
    context.report({
      message: say(work, { done, count }),
      fraction,
      elapsedMs,
      remainingMs: remainingMs(elapsedMs, fraction),
      rate: paceOf(done, elapsedMs, 'images'),
      loss: null,
      dice: null,
    });
  };
}
