import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { engineFault } from './engineFault.ts';

/** Runs jobs one at a time in the order they came; a job can be cancelled while it waits and while it runs. */
export class JobQueue {
  readonly #controllers = new Map<string, AbortController>();
  #last: Promise<void> = Promise.resolve();

  /**
   * @param work gets the signal it must heed between its steps
   * @throws SfumatoError `conflict` for a job id in use, `cancelled`, what the work throws; anything else it throws
   * becomes `engineFailed`
   */
  async run<Result>(jobId: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    if (this.#controllers.has(jobId)) throw new SfumatoError('conflict', say('jobNameTaken', { id: jobId }));
    const controller = new AbortController();
    this.#controllers.set(jobId, controller);
    const turn = this.#last;
    const over = Promise.withResolvers<void>();
    this.#last = turn.then(() => over.promise);
    try {
      await untilTurn(turn, controller.signal);
      return await work(controller.signal);
    } catch (thrown) {
      throw engineFault(thrown);
    } finally {
      this.#controllers.delete(jobId);
      over.resolve();
    }
  }

  /** Does nothing when there is no such job: it may just have ended. */
  cancel(jobId: string): void {
    this.#controllers.get(jobId)?.abort();
  }
}

async function untilTurn(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const refuse = (): void => aborted.reject(new SfumatoError('cancelled', say('jobCancelledBefore')));
  signal.addEventListener('abort', refuse, { once: true });
  try {
    await Promise.race([turn, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', refuse);
  }
}
