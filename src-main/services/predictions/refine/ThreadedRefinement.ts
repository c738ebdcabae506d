import { Worker } from 'node:worker_threads';
import { say } from '../../../core/messages/Message.ts';
import { messageOf, SfumatoError } from '../../../core/SfumatoError.ts';
import type { RefineBlockRequest } from '../../../core/vision/crf/refineBlock.ts';
import { PendingAnswers } from '../../../processes/PendingAnswers.ts';
import { portChannel } from '../../../processes/portChannel.ts';
import { connectRemote } from '../../../processes/remote.ts';
import type { RefineThreadApi } from './refineThreadApi.ts';

/** Refines predictions on a thread of its own: a block takes up to a second, in which the program is to answer its windows. */
export class ThreadedRefinement {
  readonly #thread: Worker;
  readonly #remote: RefineThreadApi;
  readonly #pending = new PendingAnswers();

  /** @param entry the thread's module, for tests another than the program's own */
  constructor(entry = refineThreadEntry()) {
    this.#thread = new Worker(entry, { name: 'Sfumato refinement' });
    this.#thread.on('error', (error) => this.#end(messageOf(error), error));
    this.#thread.on('exit', (code) => this.#end(`exit code ${code}`));
    this.#remote = connectRemote<RefineThreadApi, object>(portChannel(this.#thread), {});
  }

  /** As `refineBlock`. @throws SfumatoError also `internal` when the thread has ended */
  refine(request: RefineBlockRequest): Promise<Uint8Array> {
    return this.#pending.of(this.#remote.refine(request));
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }

  #end(reason: string, cause?: unknown): void {
    this.#pending.end(new SfumatoError('internal', say('refineThreadEnded', { reason }), { cause }));
  }
}

/** From source the thread's module lies beside this one; the built program has it as an entry of its own, beside the program's. */
export function refineThreadEntry(own = import.meta.url): URL {
  return new URL(own.endsWith('.ts') ? './refineThread.ts' : './refineThread.js', own);
}
