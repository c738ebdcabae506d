import { randomUUID } from 'node:crypto';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { EngineClientPort, EngineWatch } from '../ports/EngineClient.ts';
import type { ChildHandle, Processes } from '../ports/Processes.ts';
import { connectRemote } from '../processes/remote.ts';
import type {
  BoxOutcome,
  BoxRequest,
  EngineApi,
  EngineDescription,
  EngineListener,
  EngineSettings,
  EvaluateRequest,
  Evaluation,
  ExportModelOutcome,
  ExportModelRequest,
  ImportModelRequest,
  PredictOutcome,
  PredictRequest,
  TrainOutcome,
  TrainRequest,
  TrainingEvent,
} from './engineApi.ts';

/** Every way of following a job; each kind calls back in its own. */
type JobWatch = EngineWatch & {
  readonly onPredicted?: (outcome: PredictOutcome) => void;
  readonly onTraining?: (event: TrainingEvent) => void;
};

interface Connection {
  readonly child: ChildHandle;
  readonly remote: EngineApi;
  /** Settled once the process knows its settings. */
  readonly configured: Promise<void>;
  /** Refused when the process ends. */
  readonly ended: Promise<never>;
}

/** Why a call got no answer; turned into an error for the caller, or into a new try. */
class EngineEnded extends Error {}

/**
 * The host's side of the engine. The process starts with the first call, and again with the first call after it ended.
 * A training job under way when it crashes goes on once from its checkpoint; other calls are refused with `engineFailed`.
 */
export class EngineClient implements EngineClientPort {
  readonly #processes: Processes;
  readonly #settings: () => Promise<EngineSettings>;
  readonly #followers = new Map<string, JobWatch>();
  #connection: Connection | null = null;
  #closed = false;

  /** @param settings how the process is to choose its backend, read each time one starts */
  constructor(processes: Processes, settings: () => Promise<EngineSettings> = async () => ({ backend: 'auto', threads: null })) {
    this.#processes = processes;
    this.#settings = settings;
  }

  async describe(): Promise<EngineDescription> {
    return this.#refusingWhenEnded(() => this.#ask((engine) => engine.describe()));
  }

  async train(request: TrainRequest, options: JobWatch = {}): Promise<TrainOutcome> {
    const run = (): Promise<TrainOutcome> => this.#job(options, (engine, jobId) => engine.train(jobId, request));
    return this.#refusingWhenEnded(async () => {
      try {
        return await run();
      } catch (thrown) {
        if (!(thrown instanceof EngineEnded) || this.#closed) throw thrown;
        return run();
      }
    });
  }

  async predict(request: PredictRequest, options: JobWatch = {}): Promise<readonly PredictOutcome[]> {
    return this.#refusingWhenEnded(() => this.#job(options, (engine, jobId) => engine.predict(jobId, request)));
  }

  async evaluate(request: EvaluateRequest, options: EngineWatch = {}): Promise<Evaluation> {
    return this.#refusingWhenEnded(() => this.#job(options, (engine, jobId) => engine.evaluate(jobId, request)));
  }

  async importModel(request: ImportModelRequest): Promise<void> {
    return this.#refusingWhenEnded(() => this.#ask((engine) => engine.importModel(request)));
  }

  async exportModel(request: ExportModelRequest): Promise<ExportModelOutcome> {
    return this.#refusingWhenEnded(() => this.#ask((engine) => engine.exportModel(request)));
  }

  async predictBox(request: BoxRequest): Promise<BoxOutcome> {
    return this.#refusingWhenEnded(() => this.#ask((engine) => engine.predictBox(request)));
  }

  /** Ends the process; the next call starts it anew. Calls under way are refused with `engineFailed`. */
  restart(): void {
    this.#connection?.child.kill();
    this.#connection = null;
  }

  /** Ends the process. Calls under way are refused with `cancelled`; a training job's checkpoint stays. */
  close(): void {
    this.#closed = true;
    this.#connection?.child.kill();
  }

  async #job<Result>(options: JobWatch, call: (engine: EngineApi, jobId: string) => Promise<Result>): Promise<Result> {
    const { signal } = options;
    if (signal?.aborted) throw new SfumatoError('cancelled', say('jobCancelledBefore'));
    const jobId = randomUUID();
    // Abandoned with the process when that has ended: nobody waits for the answer.
    const cancel = (): void => void this.#ask((engine) => engine.cancel(jobId)).catch(() => undefined);
    signal?.addEventListener('abort', cancel, { once: true });
    this.#followers.set(jobId, options);
    try {
      return await this.#ask((engine) => call(engine, jobId));
    } finally {
      this.#followers.delete(jobId);
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** @throws EngineEnded when the process ends before it answers */
  async #ask<Result>(call: (engine: EngineApi) => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new SfumatoError('cancelled', say('engineClosed'));
    this.#connection ??= this.#connect();
    const { remote, ended, configured } = this.#connection;
    return Promise.race([configured.then(() => call(remote)), ended]);
  }

  #connect(): Connection {
    const child = this.#processes.start('engine');
    const listener: EngineListener = {
      progress: (jobId, progress) => this.#followers.get(jobId)?.onProgress?.(progress),
      predicted: (jobId, outcome) => this.#followers.get(jobId)?.onPredicted?.(outcome),
      trained: (jobId, event) => this.#followers.get(jobId)?.onTraining?.(event),
    };
    const remote = connectRemote<EngineApi, EngineListener>(child, listener);
    const { promise: ended, reject } = Promise.withResolvers<never>();
    // The end of an idle engine is no failure of any call.
    ended.catch(() => undefined);
    const configured = this.#settings().then((settings) => remote.configure(settings));
    // Told to whoever calls; a call that nobody made has nobody to tell.
    configured.catch(() => undefined);
    const connection = { child, remote, configured, ended };
    child.onExit((reason) => {
      // One started since by `restart` stays.
      if (this.#connection === connection) this.#connection = null;
      reject(new EngineEnded(reason));
    });
    return connection;
  }

  async #refusingWhenEnded<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (thrown) {
      if (!(thrown instanceof EngineEnded)) throw thrown;
      if (this.#closed) throw new SfumatoError('cancelled', say('engineClosedAtWork'), { cause: thrown });
      throw new SfumatoError(
        'engineFailed',
        say('engineEnded', { reason: thrown.message }),
        { cause: thrown },
      );
    }
  }
}
