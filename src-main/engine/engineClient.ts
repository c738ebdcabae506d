import { randomUUID } from 'node:crypto';
import { say } from '../core/messages/Message.ts';
import type { BackendName } from '../core/backends.ts';
import type { Message } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { EngineClientPort, EngineWatch } from '../ports/EngineClient.ts';
import type { ChildHandle, Processes } from '../ports/Processes.ts';
import { connectRemote } from '../processes/remote.ts';
import { EngineEnded } from './client/failureOf.ts';
import { Recovery } from './client/Recovery.ts';
import type {
  AugmentOutcome,
  AugmentRequest,
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
  /** Its end is what was asked for. */
  isWanted: boolean;
}

/** Least side of what is predicted at once, as a share of the usual one: below, the context is most of the work. */
const smallestTileShare = 1 / 8;

/**
 * The host's side of the engine. The process starts with the first call, and again with the first call after it ended.
 * Jobs under way when it fails go on as `core/recovery/afterFailure.ts` says, training from its checkpoint, prediction
 * with the image it was at; what cannot go on is refused with `engineFailed`.
 */
export class EngineClient implements EngineClientPort {
  readonly #processes: Processes;
  readonly #settings: () => Promise<EngineSettings>;
  readonly #onTrouble: (message: Message) => void;
  readonly #followers = new Map<string, JobWatch>();
  readonly #recovery = new Recovery({
    generation: () => this.#generation + (this.#connection ? 0 : 1),
    backend: () => this.#backend,
    isClosed: () => this.#closed,
    end: (generation) => {
      if (generation === this.#generation) this.#end('unwanted');
    },
  });
  /** Processes started so far. */
  #generation = 0;
  /** What computes in the last of them, or was being tried. */
  #backend: BackendName | null = null;
  #connection: Connection | null = null;
  #closed = false;

  /**
   * @param settings how the process is to choose its backend, read each time one starts
   * @param onTrouble told of each failure that was got over
   */
  constructor(
    processes: Processes,
    settings: () => Promise<EngineSettings> = async () => ({ backend: 'auto', threads: null }),
    onTrouble: (message: Message) => void = () => undefined,
  ) {
    this.#processes = processes;
    this.#settings = settings;
    this.#onTrouble = onTrouble;
  }

  async describe(): Promise<EngineDescription> {
    return this.#recovering({}, 1, () => this.#ask((engine) => engine.describe()));
  }

  async train(request: TrainRequest, options: JobWatch = {}): Promise<TrainOutcome> {
    return this.#recovering(options, 1 / request.batchSize, (share) =>
      this.#job(options, (engine, jobId) => engine.train(jobId, { ...request, batchParts: Math.round(1 / share) })),
    );
  }

  async predict(request: PredictRequest, options: JobWatch = {}): Promise<readonly PredictOutcome[]> {
    const made = new Map<string, PredictOutcome>();
    const onPredicted = (outcome: PredictOutcome): void => {
      made.set(outcome.imageId, outcome);
      options.onPredicted?.(outcome);
    };
    return this.#recovering(options, smallestTileShare, async (tileShare) => {
      const images = request.images.filter(({ imageId }) => !made.has(imageId));
      const outcomes = await this.#job({ ...options, onPredicted }, (engine, jobId) => engine.predict(jobId, { ...request, images, tileShare }));
      const all = new Map([...made, ...outcomes.map((outcome) => [outcome.imageId, outcome] as const)]);
      return request.images.flatMap(({ imageId }) => all.get(imageId) ?? []);
    });
  }

  async evaluate(request: EvaluateRequest, options: EngineWatch = {}): Promise<Evaluation> {
    return this.#recovering(options, smallestTileShare, (tileShare) =>
      this.#job(options, (engine, jobId) => engine.evaluate(jobId, { ...request, tileShare })),
    );
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

  async augment(request: AugmentRequest): Promise<AugmentOutcome> {
    return this.#refusingWhenEnded(() => this.#ask((engine) => engine.augment(request)));
  }

  /** Ends the process; the next call starts it anew. Calls under way are refused with `engineFailed`. */
  restart(): void {
    this.#recovery.forget();
    this.#end('wanted');
  }

  /** Ends the process. Calls under way are refused with `cancelled`; a training job's checkpoint stays. */
  close(): void {
    this.#closed = true;
    this.#connection?.child.kill();
  }

  #end(how: 'wanted' | 'unwanted'): void {
    if (!this.#connection) return;
    this.#connection.isWanted = how === 'wanted';
    this.#connection.child.kill();
    this.#connection = null;
  }

  #recovering<Result>(watch: EngineWatch, smallestShare: number, run: (share: number) => Promise<Result>): Promise<Result> {
    const onTrouble = (message: Message): void => {
      watch.onTrouble?.(message);
      this.#onTrouble(message);
    };
    return this.#refusingWhenEnded(() => this.#recovery.run({ smallestShare, signal: watch.signal, run, onTrouble }));
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
    this.#generation++;
    this.#backend = null;
    const generation = this.#generation;
    const listener: EngineListener = {
      backend: (name) => {
        if (generation === this.#generation) this.#backend = name;
      },
      progress: (jobId, progress) => this.#followers.get(jobId)?.onProgress?.(progress),
      predicted: (jobId, outcome) => this.#followers.get(jobId)?.onPredicted?.(outcome),
      trained: (jobId, event) => this.#followers.get(jobId)?.onTraining?.(event),
    };
    const remote = connectRemote<EngineApi, EngineListener>(child, listener);
    const { promise: ended, reject } = Promise.withResolvers<never>();
    // The end of an idle engine is no failure of any call.
    ended.catch(() => undefined);
    const configured = this.#settings().then((settings) => remote.configure(settings, this.#recovery.avoided));
    // Told to whoever calls; a call that nobody made has nobody to tell.
    configured.catch(() => undefined);
    const connection: Connection = { child, remote, configured, ended, isWanted: false };
    child.onExit((reason) => {
      // One started since by `restart` stays.
      if (this.#connection === connection) this.#connection = null;
      reject(new EngineEnded(reason, connection.isWanted));
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
