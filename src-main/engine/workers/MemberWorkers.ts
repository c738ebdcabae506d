import { availableParallelism, freemem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { say } from '../../core/messages/Message.ts';
import type { RandomKey } from '../../core/random/RandomSource.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { PendingAnswers } from '../../processes/PendingAnswers.ts';
import { connectRemote } from '../../processes/remote.ts';
import { engineFault } from '../jobs/engineFault.ts';
import type { MemberRunner } from '../ensemble/MemberRunner.ts';
import type { MemberHearing, MemberTask } from '../train/trainWatchedMember.ts';
import type { TrainedMember } from '../train/trainMember.ts';
import type { LoadedMemberTask, MemberWorkerApi, MemberWorkerListener } from './memberWorkerApi.ts';
import { portChannel } from '../../processes/portChannel.ts';

/** What one worker takes of the memory with the U-Net of the benchmarks in training, 4 x 256 x 256. */
const bytesPerWorker = 2 * 2 ** 30;

interface MemberWorker {
  readonly thread: Worker;
  readonly remote: MemberWorkerApi;
  /** Its answers, refused when the thread ends. */
  readonly pending: PendingAnswers;
  hearing: MemberHearing | null;
}

/** What a worker has of a member. */
interface WorkerPart {
  /** Names it there. */
  readonly key: number;
  readonly draws: RandomKey[];
}

/** @param threads as many as the user allows; null: as many as there are cores. @returns 1 … memberCount */
export function workerCount(memberCount: number, threads: number | null, freeBytes = freemem()): number {
  return Math.max(1, Math.min(memberCount, threads ?? availableParallelism(), Math.floor(freeBytes / bytesPerWorker)));
}

/**
 * Threads with a WebAssembly engine each, which work on an ensemble's members side by side. Each computes what it would
 * alone, bit for bit: members share nothing.
 */
export class MemberWorkers {
  readonly #workers: readonly MemberWorker[];
  #loaded = 0;
  #placed = 0;
  /** By their values, which nobody changes. */
  readonly #windowNumbers = new WeakMap<Float32Array, number>();
  #windows = 0;

  /** @param entry a module that calls `serveMemberWorker` when it is a thread */
  constructor(entry: URL, count: number) {
    this.#workers = Array.from({ length: count }, () => startWorker(entry));
  }

  get count(): number {
    return this.#workers.length;
  }

  /**
   * Trains members, each on the first worker that is free.
   * @param hearing what is heard of the task of that index
   * @throws what the first that failed threw, once the others have stopped with their checkpoints written
   */
  async train(tasks: readonly MemberTask[], signal: AbortSignal, hearing: (task: number) => MemberHearing): Promise<TrainedMember[]> {
    const trained: TrainedMember[] = [];
    const failed = new AbortController();
    const stopping = AbortSignal.any([signal, failed.signal]);
    let next = 0;
    const work = async (worker: MemberWorker): Promise<void> => {
      for (let task = next++; task < tasks.length; task = next++) {
        if (stopping.aborted) throw new SfumatoError('cancelled', say('trainingCancelled'));
        worker.hearing = hearing(task);
        const cancel = (): void => void worker.remote.cancel().catch(() => undefined);
        stopping.addEventListener('abort', cancel, { once: true });
        try {
          trained[task] = await worker.pending.of(worker.remote.train(tasks[task]!));
          worker.hearing.ended();
        } finally {
          stopping.removeEventListener('abort', cancel);
        }
      }
    };
    const stopAll = (thrown: unknown): never => {
      failed.abort();
      throw thrown;
    };
    const outcomes = await Promise.allSettled(this.#workers.map((worker) => work(worker).catch(stopAll)));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [engineFault(outcome.reason)] : []));
    // That others were stopped is no news beside why.
    const first = refusals.find(({ code }) => code !== 'cancelled') ?? refusals[0];
    if (first) throw first;
    return trained;
  }

  /**
   * A member on the next worker in turn; each of its stochastic passes, where it has them, on the next again. A worker
   * computes for itself what the passes share, once for those that it has: to wait for another's would cost as much, and a
   * single network, as it is mostly used with passes, would keep one core busy and leave the others idle.
   * @returns its runners, in the order of its passes
   */
  async runners({ draws, ...member }: LoadedMemberTask): Promise<MemberRunner[]> {
    const parts = new Map<MemberWorker, WorkerPart>();
    const places = (draws ?? [null]).map((draw) => {
      const worker = this.#workers[this.#placed++ % this.#workers.length]!;
      const part = parts.get(worker) ?? { key: this.#loaded++, draws: [] };
      parts.set(worker, part);
      const index = part.draws.length;
      if (draw) part.draws.push(draw);
      return { ...worker, key: part.key, index };
    });
    const loading = [...parts].map(([{ remote, pending }, part]) => pending.of(remote.load(part.key, { ...member, draws: draws && part.draws })));
    await Promise.all(loading);
    return places.map(({ remote, pending, key, index }) => ({
      run: (window) => pending.of(remote.run(key, index, { ...window, number: this.#numberOf(window.values) })),
      // Its weights go with the thread.
      dispose: async () => undefined,
    }));
  }

  #numberOf(values: Float32Array): number {
    const number = this.#windowNumbers.get(values) ?? this.#windows++;
    this.#windowNumbers.set(values, number);
    return number;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map(({ thread }) => thread.terminate()));
  }
}

function startWorker(entry: URL): MemberWorker {
  const thread = new Worker(entry);
  const pending = new PendingAnswers();
  thread.on('error', (error) => pending.end(engineFault(error)));
  thread.on('exit', (code) => pending.end(engineFault(new Error(`worker thread ended with code ${code}`))));
  const listener: MemberWorkerListener = {
    stepped: (step) => worker.hearing?.stepped(step),
    told: (event) => worker.hearing?.told(event),
  };
  const worker: MemberWorker = {
    thread,
    remote: connectRemote<MemberWorkerApi, MemberWorkerListener>(portChannel(thread), listener),
    pending,
    hearing: null,
  };
  return worker;
}
