import { randomUUID } from 'node:crypto';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { EvaluationFigures } from '../core/records.ts';
import type { EngineClientPort, EngineWatch } from '../ports/EngineClient.ts';
import type { ChildHandle, Processes } from '../ports/Processes.ts';
import { connectRemote } from '../processes/remote.ts';
import type {
  EngineApi,
  EngineDescription,
  EngineListener,
  EvaluateRequest,
  PredictOutcome,
  PredictRequest,
  TrainOutcome,
  TrainRequest,
} from './engineApi.ts';

type PredictWatch = NonNullable<Parameters<EngineClientPort['predict']>[1]>;

interface Connection {
  readonly child: ChildHandle;
  readonly remote: EngineApi;
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
  readonly #followers = new Map<string, PredictWatch>();
  #connection: Connection | null = null;
  #closed = false;

  constructor(processes: Processes) {
    this.#processes = processes;
  }

  async describe(): Promise<EngineDescription> {
    return this.#refusingWhenEnded(() => this.#ask((engine) => engine.describe()));
  }

  async train(request: TrainRequest, options: EngineWatch = {}): Promise<TrainOutcome> {
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

  async predict(request: PredictRequest, options: PredictWatch = {}): Promise<readonly PredictOutcome[]> {
    return this.#refusingWhenEnded(() => this.#job(options, (engine, jobId) => engine.predict(jobId, request)));
  }

  async evaluate(request: EvaluateRequest, options: EngineWatch = {}): Promise<EvaluationFigures> {
    return this.#refusingWhenEnded(() => this.#job(options, (engine, jobId) => engine.evaluate(jobId, request)));
  }

  /** Ends the process. Calls under way are refused with `cancelled`; a training job's checkpoint stays. */
  close(): void {
    this.#closed = true;
    this.#connection?.child.kill();
  }

  async #job<Result>(options: PredictWatch, call: (engine: EngineApi, jobId: string) => Promise<Result>): Promise<Result> {
    const { signal } = options;
    if (signal?.aborted) throw new SfumatoError('cancelled', 'the job was cancelled before it began');
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
    if (this.#closed) throw new SfumatoError('cancelled', 'the engine has been closed');
    this.#connection ??= this.#connect();
    const { remote, ended } = this.#connection;
    return Promise.race([call(remote), ended]);
  }

  #connect(): Connection {
    const child = this.#processes.start('engine');
    const listener: EngineListener = {
      progress: (jobId, progress) => this.#followers.get(jobId)?.onProgress?.(progress),
      predicted: (jobId, outcome) => this.#followers.get(jobId)?.onPredicted?.(outcome),
    };
    const remote = connectRemote<EngineApi, EngineListener>(child, listener);
    const { promise: ended, reject } = Promise.withResolvers<never>();
    // The end of an idle engine is no failure of any call.
    ended.catch(() => undefined);
    child.onExit((reason) => {
      this.#connection = null;
      reject(new EngineEnded(reason));
    });
    return { child, remote, ended };
  }

  async #refusingWhenEnded<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (thrown) {
      if (!(thrown instanceof EngineEnded)) throw thrown;
      if (this.#closed) throw new SfumatoError('cancelled', 'the engine was closed while it worked', { cause: thrown });
      throw new SfumatoError(
        'engineFailed',
        `the engine process ended while it worked (${thrown.message}); labels are safe, start the job again`,
        { cause: thrown },
      );
    }
  }
}
