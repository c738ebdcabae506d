import { describeNetworks } from '../../models/offers/describeNetworks.ts';
import type { BackendName } from '../core/backends.ts';
import { say } from '../core/messages/Message.ts';
import type {
  CheckEncoderWeightsRequest,
  EncoderWeightsReport,
  NetworkDescription,
  SizeNetworkOutcome,
  SizeNetworkRequest,
} from '../core/networks/NetworkDescription.ts';
import type { UncertaintyDescription } from '../core/uncertainty/UncertaintyChoice.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { Backend } from './backends/Backend.ts';
import { backendWish, chooseBackend } from './backends/chooseBackend.ts';
import type { ChosenBackend } from './backends/chooseBackend.ts';
import { limitThreads } from './backends/limitThreads.ts';
import type {
  AugmentOutcome,
  AugmentRequest,
  AvoidedBackend,
  BoxOutcome,
  BoxRequest,
  CalibrateOutcome,
  CalibrateRequest,
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
import type { ExportModelOutcome, ExportModelRequest, ImportModelRequest } from '../core/networks/graphRequests.ts';
import { calibrateModel } from './calibrate/calibrateModel.ts';
import { tfjsRunners } from './ensemble/MemberRunners.ts';
import type { MemberRunners } from './ensemble/MemberRunners.ts';
import type { JobContext } from './jobs/JobContext.ts';
import { JobQueue } from './jobs/JobQueue.ts';
import { urgently } from './jobs/urgentWork.ts';
import { FastestRunners } from './onnx/runtime/FastestRunners.ts';
import { importOnnxModel } from './onnx/imported/importOnnxModel.ts';
import { writeOnnxFile } from './onnx/writeOnnxFile.ts';
import { checkNetworkWeights } from './pretrained/encoderStart.ts';
import { sizeNetwork } from './pretrained/sizeNetwork.ts';
import { BoxPredictor } from './predict/BoxPredictor.ts';
import { evaluateModel } from './predict/evaluateModel.ts';
import { predictImages } from './predict/predictImages.ts';
import { augmentedCrops } from './train/augment/augmentedCrops.ts';
import { trainEnsemble } from './train/trainEnsemble.ts';
import { nextTurn } from '../processes/nextTurn.ts';
import { describeUncertaintyMethods } from './weights/describeUncertaintyMethods.ts';
import { MemberWorkers, workerCount } from './workers/MemberWorkers.ts';
import { workerRunners } from './workers/workerRunners.ts';

/** Least time between two progress messages of a job, in milliseconds: more often than the eye follows is waste. */
const progressIntervalMs = 100;

interface StartedEngine {
  readonly backend: ChosenBackend;
  readonly runners: FastestRunners;
}

/** The engine's side of `EngineApi`: jobs wait for each other, `describe` and `cancel` are answered at once. */
export class EngineService implements EngineApi {
  readonly #queue = new JobQueue();
  readonly #startBackend: StartBackend;
  readonly #workerEntry: URL | null;
  readonly #openBatches: JobContext['openBatches'];
  readonly #listener: EngineListener;
  readonly #boxes = new BoxPredictor(() => this.#runners);
  #runners: MemberRunners = tfjsRunners;
  #settings: EngineSettings = { backend: 'auto', threads: null };
  #avoided: readonly AvoidedBackend[] = [];
  #started: Promise<StartedEngine> | null = null;

  constructor(listener: EngineListener, { startBackend = startBackendBy, workerEntry = null, openBatches }: EngineOptions = {}) {
    this.#startBackend = startBackend;
    this.#workerEntry = workerEntry;
    this.#openBatches = openBatches;
    this.#listener = listener;
  }

  /** @throws SfumatoError `conflict` once the backend has started */
  async configure(settings: EngineSettings, avoided: readonly AvoidedBackend[] = []): Promise<void> {
    if (this.#started) throw new SfumatoError('conflict', say('engineChosen'));
    this.#settings = settings;
    this.#avoided = avoided;
  }

  async describe(): Promise<EngineDescription> {
    const { backend, runners } = await this.#ready();
    return { ...backend.description, prediction: runners.description };
  }

  train(jobId: string, request: TrainRequest): Promise<TrainOutcome> {
    return this.#queue.run(jobId, async (signal) => {
      const { backend } = await this.#ready();
      return trainEnsemble(request, backend.kernels, this.#context(jobId, signal, backend), (event) => this.#listener.trained(jobId, event));
    });
  }

  predict(jobId: string, request: PredictRequest): Promise<readonly PredictOutcome[]> {
    return this.#queue.run(jobId, async (signal) => {
      const { backend, runners } = await this.#ready();
      const context = this.#context(jobId, signal, backend);
      return predictImages(request, context, (outcome) => this.#listener.predicted(jobId, outcome), this.#sideBySide(backend, runners));
    });
  }

  evaluate(jobId: string, request: EvaluateRequest): Promise<Evaluation> {
    return this.#queue.run(jobId, async (signal) => {
      const { backend, runners } = await this.#ready();
      return evaluateModel(request, this.#context(jobId, signal, backend), this.#sideBySide(backend, runners));
    });
  }

  calibrate(jobId: string, request: CalibrateRequest): Promise<CalibrateOutcome> {
    return this.#queue.run(jobId, async (signal) => {
      const { backend, runners } = await this.#ready();
      try {
        return await calibrateModel(request, this.#context(jobId, signal, backend), this.#sideBySide(backend, runners));
      } finally {
        await this.#boxes.forget();
      }
    });
  }

  importModel(request: ImportModelRequest): Promise<void> {
    return urgently(() => importOnnxModel(request, this.#settings.threads, new Date()));
  }

  exportModel(request: ExportModelRequest): Promise<ExportModelOutcome> {
    return urgently(async () => {
      await this.#ready();
      return writeOnnxFile(request);
    });
  }

  predictBox(request: BoxRequest): Promise<BoxOutcome> {
    return urgently(async () => {
      await this.#ready();
      return this.#boxes.predict(request);
    });
  }

  augment(request: AugmentRequest): Promise<AugmentOutcome> {
    return urgently(() => augmentedCrops(request));
  }

  async describeNetworks(): Promise<readonly NetworkDescription[]> {
    return describeNetworks();
  }

  async describeUncertaintyMethods(): Promise<readonly UncertaintyDescription[]> {
    return describeUncertaintyMethods();
  }

  sizeNetwork(request: SizeNetworkRequest): Promise<SizeNetworkOutcome> {
    return urgently(async () => {
      await this.#ready();
      return sizeNetwork(request);
    });
  }

  checkEncoderWeights(request: CheckEncoderWeightsRequest): Promise<EncoderWeightsReport> {
    return checkNetworkWeights(request);
  }

  async cancel(jobId: string): Promise<void> {
    this.#queue.cancel(jobId);
  }

  #ready(): Promise<StartedEngine> {
    this.#started ??= this.#start().catch((thrown: unknown) => {
      // The next call tries again: what was missing may have been set up meanwhile.
      this.#started = null;
      throw thrown;
    });
    return this.#started;
  }

  async #start(): Promise<StartedEngine> {
    const trying = async (name: BackendName): Promise<void> => {
      this.#listener.backend(name);
      // What follows may end the process: the word is to be out before.
      await nextTurn();
    };
    const backend = await this.#startBackend(this.#settings, this.#avoided, trying);
    this.#listener.backend(backend.name);
    const runners = new FastestRunners(this.#settings.threads, () => this.#listener.described());
    this.#runners = runners;
    return { backend, runners };
  }

  /** Where ONNX Runtime does not serve, members go to threads of their own if one engine would leave cores idle. */
  #sideBySide(chosen: ChosenBackend, runners: FastestRunners): MemberRunners {
    return runners.or(workerRunners((memberCount) => this.#workers(chosen, memberCount)));
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
    const workers = (memberCount: number): MemberWorkers | null => this.#workers(chosen, memberCount);
    return { signal, report, now: () => performance.now(), date: () => new Date(), workers, openBatches: this.#openBatches };
  }
}

export interface EngineOptions {
  /** Another way to choose a backend, for tests. */
  readonly startBackend?: StartBackend;
  /** Module whose worker threads call `serveMemberWorker`; null: one member after another. */
  readonly workerEntry?: URL | null;
  /** Where training gets its batches; left out: from a thread, where one can be had. */
  readonly openBatches?: JobContext['openBatches'];
}

/** How a process gets its backend; `trying` is called before each that is tried. */
export type StartBackend = (
  settings: EngineSettings,
  avoided: readonly AvoidedBackend[],
  trying: (name: BackendName) => Promise<void>,
) => Promise<ChosenBackend>;

/** @param known the backends of this process, where they are not all of them */
export function startBackendBy(
  { backend, threads }: EngineSettings,
  avoided: readonly AvoidedBackend[],
  trying: (name: BackendName) => Promise<void>,
  known?: readonly Backend[],
): Promise<ChosenBackend> {
  limitThreads(threads);
  return chooseBackend(backendWish(process.env, backend === 'auto' ? 'best' : backend), {
    threads,
    trying,
    avoided: new Map(avoided.map(({ name, reason }) => [name, reason])),
    ...(known && { backends: known }),
  });
}
