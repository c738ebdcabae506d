import { Worker } from 'node:worker_threads';
import { say } from '../../../core/messages/Message.ts';
import { messageOf, SfumatoError } from '../../../core/SfumatoError.ts';
import { PendingAnswers } from '../../../processes/PendingAnswers.ts';
import { connectRemote } from '../../../processes/remote.ts';
import type { TrainingImage } from '../trainingData.ts';
import type { TrainingBatch } from '../batchParts.ts';
import type { BatchSetup, BatchSource } from './BatchSource.ts';
import { inSharedMemory } from './inSharedMemory.ts';
import type { BatchThreadApi } from './batchThreadApi.ts';
import { portChannel } from '../../../processes/portChannel.ts';

/** Batches made before they are asked for, a member: the second evens out those that take longer, for files to be read. */
const mostAhead = 2;

/** Makes the next batches on a thread of their own while the step runs. */
export class ThreadedBatches implements BatchSource {
  readonly #thread: Worker;
  readonly #remote: BatchThreadApi;
  readonly #stepsPerMember: number;
  readonly #pending = new PendingAnswers();
  /** By member and step; made, or being made, and not fetched yet. */
  readonly #ahead = new Map<number, ReadonlyMap<number, Promise<TrainingBatch>>>();

  private constructor(thread: Worker, stepsPerMember: number) {
    this.#thread = thread;
    this.#stepsPerMember = stepsPerMember;
    thread.on('error', (error) => this.#end(messageOf(error), error));
    thread.on('exit', (code) => this.#end(`exit code ${code}`));
    this.#remote = connectRemote<BatchThreadApi, object>(portChannel(thread), {});
  }

  /**
   * @param entry the thread's module, for tests another than the program's own
   * @throws SfumatoError `engineFailed` when no thread can be had; none is left behind
   */
  static async start(setup: BatchSetup, entry = batchThreadEntry()): Promise<ThreadedBatches> {
    const batches = new ThreadedBatches(startThread(entry), setup.stepsPerMember);
    try {
      await batches.#pending.of(batches.#remote.open({ ...setup, images: setup.images.map(withSharedLabels) }));
    } catch (thrown) {
      await batches.close();
      throw thrown;
    }
    return batches;
  }

  batch(member: number, step: number): Promise<TrainingBatch> {
    const made = this.#ahead.get(member);
    const ahead = new Map<number, Promise<TrainingBatch>>();
    const end = Math.min(step + mostAhead, this.#stepsPerMember - 1);
    const wanted = made?.get(step) ?? this.#ask(member, step);
    for (let later = step + 1; later <= end; later++) ahead.set(later, made?.get(later) ?? this.#ask(member, later));
    this.#ahead.set(member, ahead);
    return wanted;
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }

  #ask(member: number, step: number): Promise<TrainingBatch> {
    const batch = this.#pending.of(this.#remote.batch(member, step));
    // Told to whoever fetches it; after a step back or a cancel nobody does.
    batch.catch(() => undefined);
    return batch;
  }

  #end(reason: string, cause?: unknown): void {
    this.#pending.end(new SfumatoError('engineFailed', say('batchThreadEnded', { reason }), { cause }));
  }
}

/** From source the thread's module lies beside this one; the built program has it as an entry of its own, above the engine's. */
function batchThreadEntry(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './batchThread.ts' : '../batchThread.js', import.meta.url);
}

function startThread(entry: URL): Worker {
  try {
    return new Worker(entry, { name: 'Sfumato batches' });
  } catch (thrown) {
    throw new SfumatoError('engineFailed', say('batchThreadEnded', { reason: messageOf(thrown) }), { cause: thrown });
  }
}

/** Labels and distances in memory that both threads see: copied once, not once on the way and once more on arrival. */
function withSharedLabels(image: TrainingImage): TrainingImage {
  return { ...image, labels: inSharedMemory(image.labels), distances: image.distances && inSharedMemory(image.distances) };
}
