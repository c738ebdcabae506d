import { randomUUID } from 'node:crypto';
import { say } from '../core/messages/Message.ts';
import type { Message } from '../core/messages/Message.ts';
import type {
  CheckEncoderWeightsRequest,
  EncoderWeightsReport,
  NetworkDescription,
  SizeNetworkOutcome,
  SizeNetworkRequest,
} from '../core/networks/NetworkDescription.ts';
import type { UncertaintyDescription } from '../core/uncertainty/UncertaintyChoice.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { EngineClientPort, EngineWatch } from '../ports/EngineClient.ts';
import type { Processes } from '../ports/Processes.ts';
import { EngineConnection } from './client/EngineConnection.ts';
import type { ServingEngine } from './client/EngineConnection.ts';
import { EngineEnded } from './client/failureOf.ts';
import { Recovery } from './client/Recovery.ts';
import type {
  AugmentOutcome,
  AugmentRequest,
  BoxOutcome,
  BoxRequest,
  CalibrateOutcome,
  CalibrateRequest,
  EngineApi,
  EngineDescription,
  EngineSettings,
  EvaluateRequest,
  Evaluation,
  PredictOutcome,
  PredictRequest,
  TrainOutcome,
  TrainRequest,
  TrainingEvent,
} from './engineApi.ts';
import type { ExportModelOutcome, ExportModelRequest, ImportModelRequest } from '../core/networks/graphRequests.ts';

/** Every way of following a job; each kind calls back in its own. */
type JobWatch = EngineWatch & {
  readonly onPredicted?: (outcome: PredictOutcome) => void;
  readonly onTraining?: (event: TrainingEvent) => void;
};

/** What is heard of the engine beside its jobs. */
export interface EngineNews {
  /** Told of each failure that was got over. */
  readonly onTrouble?: (message: Message) => void;
  /** What `describe` answers is not what it was. */
  readonly onDescribed?: () => void;
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
  readonly #news: EngineNews;
  readonly #followers = new Map<string, JobWatch>();
  readonly #recovery = new Recovery({
    generation: () => this.#generation + (this.#connection ? 0 : 1),
    backend: () => this.#latest?.backend ?? null,
    isClosed: () => this.#closed,
    end: (generation) => {
      if (generation === this.#generation) this.#end('unwanted');
    },
  });
  /** Engines started so far. */
  #generation = 0;
  /** The last of them, which knows what computed in it. */
  #latest: EngineConnection | null = null;
  #connection: EngineConnection | null = null;
  #closed = false;

  /** @param settings how the process is to choose its backend, read each time one starts */
  constructor(
    processes: Processes,
    settings: () => Promise<EngineSettings> = async () => ({ backend: 'auto', threads: null }),
    news: EngineNews = {},
  ) {
    this.#processes = processes;
    this.#settings = settings;
    this.#news = news;
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

  async calibrate(request: CalibrateRequest, options: EngineWatch = {}): Promise<CalibrateOutcome> {
    return this.#recovering(options, smallestTileShare, (tileShare) =>
      this.#job(options, (engine, jobId) => engine.calibrate(jobId, { ...request, tileShare })),
    );
  }

  async importModel(request: ImportModelRequest): Promise<void> {
    return this.#refusingWhenEnded(() => this.#ask(({ remote }) => remote.importModel(request)));
  }

  async exportModel(request: ExportModelRequest): Promise<ExportModelOutcome> {
    return this.#refusingWhenEnded(() => this.#ask(({ remote }) => remote.exportModel(request)));
  }

  async predictBox(request: BoxRequest): Promise<BoxOutcome> {
    return this.#refusingWhenEnded(() => this.#ask(({ remote }) => remote.predictBox(request)));
  }

  async augment(request: AugmentRequest): Promise<AugmentOutcome> {
    return this.#refusingWhenEnded(() => this.#ask(({ remote }) => remote.augment(request)));
  }

  async describeNetworks(): Promise<readonly NetworkDescription[]> {
    return this.#refusingWhenEnded(() => this.#ask(({ remote }) => remote.describeNetworks()));
  }

  async describeUncertaintyMethods(): Promise<readonly UncertaintyDescription[]> {
    return this.#refusingWhenEnded(() => this.#ask(({ remote }) => remote.describeUncertaintyMethods()));
  }

  async sizeNetwork(request: SizeNetworkRequest): Promise<SizeNetworkOutcome> {
    return this.#refusingWhenEnded(() => this.#ask(({ remote }) => remote.sizeNetwork(request)));
  }

  async checkEncoderWeights(request: CheckEncoderWeightsRequest): Promise<EncoderWeightsReport> {
    return this.#refusingWhenEnded(() => this.#ask(({ remote }) => remote.checkEncoderWeights(request)));
  }

  /** Ends the process; the next call starts it anew. Calls under way are refused with `engineFailed`. */
  restart(): void {
    this.#recovery.forget();
    this.#end('wanted');
  }

  /** Ends the process. Calls under way are refused with `cancelled`; a training job's checkpoint stays. */
  close(): void {
    this.#closed = true;
    this.#connection?.end('unwanted');
  }

  #end(how: 'wanted' | 'unwanted'): void {
    if (!this.#connection) return;
    this.#connection.end(how);
    this.#connection = null;
  }

  #recovering<Result>(watch: EngineWatch, smallestShare: number, run: (share: number) => Promise<Result>): Promise<Result> {
    const onTrouble = (message: Message): void => {
      watch.onTrouble?.(message);
      this.#news.onTrouble?.(message);
    };
    return this.#refusingWhenEnded(() => this.#recovery.run({ smallestShare, signal: watch.signal, run, onTrouble }));
  }

  async #job<Result>(options: JobWatch, call: (engine: EngineApi, jobId: string) => Promise<Result>): Promise<Result> {
    const { signal } = options;
    if (signal?.aborted) throw new SfumatoError('cancelled', say('jobCancelledBefore'));
    const jobId = randomUUID();
    // Abandoned with the process when that has ended: nobody waits for the answer.
    const cancel = (): void => void this.#ask(({ remote }) => remote.cancel(jobId)).catch(() => undefined);
    signal?.addEventListener('abort', cancel, { once: true });
    this.#followers.set(jobId, options);
    try {
      return await this.#ask(({ remote }) => call(remote, jobId));
    } finally {
      this.#followers.delete(jobId);
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** @throws EngineEnded when the engine ends before it answers */
  async #ask<Result>(call: (engine: ServingEngine) => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new SfumatoError('cancelled', say('engineClosed'));
    this.#connection ??= this.#connect();
    return this.#connection.ask(call);
  }

  #connect(): EngineConnection {
    this.#generation++;
    const connection: EngineConnection = new EngineConnection({
      processes: this.#processes,
      start: this.#settings().then((settings) => ({ settings, avoided: this.#recovery.avoided })),
      listener: {
        described: () => {
          if (this.#connection === connection) this.#news.onDescribed?.();
        },
        progress: (jobId, progress) => this.#followers.get(jobId)?.onProgress?.(progress),
        predicted: (jobId, outcome) => this.#followers.get(jobId)?.onPredicted?.(outcome),
        trained: (jobId, event) => this.#followers.get(jobId)?.onTraining?.(event),
      },
      onEnd: () => {
        // One started since by `restart` stays.
        if (this.#connection === connection) this.#connection = null;
      },
    });
    this.#latest = connection;
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
