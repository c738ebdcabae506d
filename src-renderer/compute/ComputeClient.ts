import { createBirpc } from 'birpc';
import { SfumatoError, messageOf } from '../../src-main/core/SfumatoError.ts';
import type { ComputeApi } from './computeApi.ts';
import { ownBuffers } from './ownBuffers.ts';

/** The part of a `Worker` that is used here. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
  terminate(): void;
}

type Remote = { [Name in keyof ComputeApi]: (...values: Parameters<ComputeApi[Name]>) => Promise<ReturnType<ComputeApi[Name]>> };

interface Job {
  readonly name: keyof ComputeApi;
  readonly input: unknown;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (thrown: unknown) => void;
}

/** A computation given up sooner than this after its start is left to end: starting another worker takes about as long. */
const patienceMs = 150;

/**
 * Runs long computations in one worker, one after the other. A call can be given up by its signal: while it waits it is
 * dropped, while it runs the worker is ended and another started for what waits behind it.
 */
export class ComputeClient {
  readonly #makeWorker: () => WorkerLike;
  readonly #waiting: Job[] = [];
  #running: { readonly job: Job; readonly startedAt: number } | null = null;
  #worker: { readonly worker: WorkerLike; readonly remote: Remote } | null = null;

  constructor(makeWorker: () => WorkerLike) {
    this.#makeWorker = makeWorker;
  }

  /**
   * @param input its typed arrays that fill their memory go over to the worker: the caller has them no more
   * @throws the signal's reason when it was given up; SfumatoError `internal` when the computation failed
   */
  run<Name extends keyof ComputeApi>(name: Name, input: Parameters<ComputeApi[Name]>[0], signal?: AbortSignal): Promise<ReturnType<ComputeApi[Name]>> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const job: Job = { name, input, signal, resolve: (value) => resolve(value as ReturnType<ComputeApi[Name]>), reject };
      signal?.addEventListener('abort', () => this.#giveUp(job), { once: true });
      this.#waiting.push(job);
      this.#next();
    });
  }

  #next(): void {
    if (this.#running) return;
    const job = this.#waiting.shift();
    if (!job) return;
    const started = { job, startedAt: performance.now() };
    this.#running = started;
    const remote = this.#start();
    (remote[job.name] as (input: unknown) => Promise<unknown>)(job.input).then(
      (value) => this.#ended(started.job, () => job.resolve(value)),
      (thrown: unknown) => this.#ended(started.job, () => job.reject(new SfumatoError('internal', messageOf(thrown), { cause: thrown }))),
    );
  }

  #ended(job: Job, tell: () => void): void {
    if (this.#running?.job !== job) return;
    this.#running = null;
    tell();
    this.#next();
  }

  #giveUp(job: Job): void {
    job.reject(job.signal?.reason);
    const place = this.#waiting.indexOf(job);
    if (place >= 0) this.#waiting.splice(place, 1);
    else if (this.#running?.job === job && performance.now() - this.#running.startedAt >= patienceMs) {
      this.#stop();
      this.#next();
    }
  }

  #start(): Remote {
    if (this.#worker) return this.#worker.remote;
    const worker = this.#makeWorker();
    const remote = createBirpc<Record<string, (...values: unknown[]) => Promise<unknown>>>({}, {
      post: (message: unknown) => worker.postMessage(message, ownBuffers(message)),
      on: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
      timeout: -1,
    });
    worker.addEventListener('error', ({ message }) => {
      if (this.#worker?.worker === worker) this.#failed(message ?? 'the worker ended');
    });
    const calls = new Proxy({} as Remote, { get: (_target, name) => (input: unknown) => remote.$call(String(name), input) });
    this.#worker = { worker, remote: calls };
    return calls;
  }

  #failed(message: string): void {
    const job = this.#running?.job;
    this.#stop();
    job?.reject(new SfumatoError('internal', `computing ${job.name}: ${message}`));
    this.#next();
  }

  #stop(): void {
    this.#worker?.worker.terminate();
    this.#worker = null;
    this.#running = null;
  }
}
