import { setImmediate } from 'node:timers/promises';
import type { BackendName } from '../core/backends.ts';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import { backendWish, chooseBackend } from './backends/chooseBackend.ts';
import type { ChosenBackend } from './backends/chooseBackend.ts';
import { limitThreads } from './backends/limitThreads.ts';
import type {
  AvoidedBackend,
  BoxOutcome,
  BoxRequest,
  EngineApi,
  EngineDescription,
  EngineListener,
  EngineProgress,
  EngineSettings,
  EvaluateRequest,
  Evaluation,
  PredictOutcome,
  PredictRequest,
  TrainOutcome,
  TrainRequest,
} from './engineApi.ts';
import type { JobContext } from './jobs/JobContext.ts';
import { JobQueue } from './jobs/JobQueue.ts';
import { urgently } from './jobs/urgentWork.ts';
import { BoxPredictor } from './predict/BoxPredictor.ts';
import { evaluateModel } from './predict/evaluateModel.ts';
import { predictImages } from './predict/predictImages.ts';
import { trainEnsemble } from './train/trainEnsemble.ts';
import { MemberWorkers, workerCount } from './workers/MemberWorkers.ts';

/** Least time between two progress messages of a job, in milliseconds: more often than the eye follows is waste. */
const progressIntervalMs = 100;

/** The engine's side of `EngineApi`: jobs wait for each other, `describe` and `cancel` are answered at once. */
export class EngineService implements EngineApi {
  readonly #queue = new JobQueue();
  readonly #startBackend: StartBackend;
  readonly #workerEntry: URL | null;
  readonly #listener: EngineListener;
  readonly #boxes = new BoxPredictor();
  #settings: EngineSettings = { backend: 'auto', threads: null };
  #avoided: readonly AvoidedBackend[] = [];
  #backend: Promise<ChosenBackend> | null = null;

  constructor(listener: EngineListener, { startBackend = startBackendBy, workerEntry = null }: EngineOptions = {}) {
    this.#startBackend = startBackend;
    this.#workerEntry = workerEntry;
    this.#listener = listener;
  }

  /** @throws SfumatoError `conflict` once the backend has started */
  async configure(settings: EngineSettings, avoided: readonly AvoidedBackend[] = []): Promise<void> {
    if (this.#backend) throw new SfumatoError('conflict', say('engineChosen'));
    this.#settings = settings;
    this.#avoided = avoided;
  }

  async describe(): Promise<EngineDescription> {
    return (await this.#ready()).description;
  }

  train(jobId: string, request: TrainRequest): Promise<TrainOutcome> {
    return this.#queue.run(jobId, async (signal) => {
      const chosen = await this.#ready();
      return trainEnsemble(request, chosen.kernels, this.#context(jobId, signal, chosen), (event) => this.#listener.trained(jobId, event));
    });
  }

  predict(jobId: string, request: PredictRequest): Promise<readonly PredictOutcome[]> {
    return this.#queue.run(jobId, async (signal) => {
      const chosen = await this.#ready();
      return predictImages(request, this.#context(jobId, signal, chosen), (outcome) => this.#listener.predicted(jobId, outcome));
    });
  }

  evaluate(jobId: string, request: EvaluateRequest): Promise<Evaluation> {
    return this.#queue.run(jobId, async (signal) => {
      const chosen = await this.#ready();
      return evaluateModel(request, this.#context(jobId, signal, chosen));
    });
  }

  predictBox(request: BoxRequest): Promise<BoxOutcome> {
    return urgently(async () => {
      await this.#ready();
      return this.#boxes.predict(request);
    });
  }

  async cancel(jobId: string): Promise<void> {
    this.#queue.cancel(jobId);
  }

  #ready(): Promise<ChosenBackend> {
    this.#backend ??= this.#start().catch((thrown: unknown) => {
      // The next call tries again: what was missing may have been set up meanwhile.
      this.#backend = null;
      throw thrown;
    });
    return this.#backend;
  }

  async #start(): Promise<ChosenBackend> {
    const trying = async (name: BackendName): Promise<void> => {
      this.#listener.backend(name);
      // What follows may end the process: the word is to be out before.
      await setImmediate();
    };
    const chosen = await this.#startBackend(this.#settings, this.#avoided, trying);
    this.#listener.backend(chosen.name);
    return chosen;
  }

  /** Threads for the members of an ensemble, where one engine would leave cores idle. */
  #workers(chosen: ChosenBackend, memberCount: number): MemberWorkers | null {
    // The other backends use every core, or the card, for one member already.
    if (this.#workerEntry === null || chosen.name !== 'wasm') return null;
    const count = workerCount(memberCount, this.#settings.threads);
    return count > 1 ? new MemberWorkers(this.#workerEntry, count) : null;
  }

  #context(jobId: string, signal: AbortSignal, chosen: ChosenBackend): JobContext {
    let reportedAt = -Infinity;
    const report = (progress: EngineProgress): void => {
      const now = performance.now();
      if (progress.fraction < 1 && now - reportedAt < progressIntervalMs) return;
      reportedAt = now;
      this.#listener.progress(jobId, progress);
    };
    return { signal, report, now: () => performance.now(), date: () => new Date(), workers: (memberCount) => this.#workers(chosen, memberCount) };
  }
}

export interface EngineOptions {
  /** Another way to choose a backend, for tests. */
  readonly startBackend?: StartBackend;
  /** Module whose worker threads call `serveMemberWorker`; null: one member after another. */
  readonly workerEntry?: URL | null;
}

/** How a process gets its backend; `trying` is called before each that is tried. */
export type StartBackend = (
  settings: EngineSettings,
  avoided: readonly AvoidedBackend[],
  trying: (name: BackendName) => Promise<void>,
) => Promise<ChosenBackend>;

export function startBackendBy({ backend, threads }: EngineSettings, avoided: readonly AvoidedBackend[], trying: (name: BackendName) => Promise<void>): Promise<ChosenBackend> {
  limitThreads(threads);
  return chooseBackend(backendWish(process.env, backend === 'auto' ? 'best' : backend), {
    threads,
    trying,
    avoided: new Map(avoided.map(({ name, reason }) => [name, reason])),
  });
}
