import type { UncertaintyDescription } from '../core/uncertainty/UncertaintyChoice.ts';
import type { Message } from '../core/messages/Message.ts';
import type {
  CheckEncoderWeightsRequest,
  EncoderWeightsReport,
  NetworkDescription,
  SizeNetworkOutcome,
  SizeNetworkRequest,
} from '../core/networks/NetworkDescription.ts';
import type {
  AugmentOutcome,
  AugmentRequest,
  BoxOutcome,
  BoxRequest,
  CalibrateOutcome,
  CalibrateRequest,
  EngineDescription,
  EngineProgress,
  EvaluateRequest,
  Evaluation,
  PredictOutcome,
  PredictRequest,
  TrainOutcome,
  TrainRequest,
  TrainingEvent,
} from '../engine/engineApi.ts';
import type { ExportModelOutcome, ExportModelRequest, ImportModelRequest } from '../core/networks/graphRequests.ts';

/** How a caller follows and stops one piece of the engine's work. */
export interface EngineWatch {
  readonly onProgress?: (progress: EngineProgress) => void;
  /** The engine failed, and the work goes on: with less at once, or with another backend. */
  readonly onTrouble?: (message: Message) => void;
  /** When it fires, the work is refused with the code `cancelled`. */
  readonly signal?: AbortSignal;
}

/** The engine as the services see it, wherever its process runs. */
export interface EngineClientPort {
  describe(): Promise<EngineDescription>;
  train(
    request: TrainRequest,
    watch?: EngineWatch & { readonly onTraining?: (event: TrainingEvent) => void },
  ): Promise<TrainOutcome>;
  predict(
    request: PredictRequest,
    watch?: EngineWatch & { readonly onPredicted?: (outcome: PredictOutcome) => void },
  ): Promise<readonly PredictOutcome[]>;
  evaluate(request: EvaluateRequest, watch?: EngineWatch): Promise<Evaluation>;
  /** Changes the model's file; its weights stay as they are. */
  calibrate(request: CalibrateRequest, watch?: EngineWatch): Promise<CalibrateOutcome>;
  /** Takes an ONNX file in as a model folder that can predict. */
  importModel(request: ImportModelRequest): Promise<void>;
  /** Writes a model as one ONNX file. */
  exportModel(request: ExportModelRequest): Promise<ExportModelOutcome>;
  /** Answered between two steps of whatever runs. */
  predictBox(request: BoxRequest): Promise<BoxOutcome>;
  /** Examples of augmented training crops. Answered between two steps of whatever runs. */
  augment(request: AugmentRequest): Promise<AugmentOutcome>;
  describeNetworks(): Promise<readonly NetworkDescription[]>;
  describeUncertaintyMethods(): Promise<readonly UncertaintyDescription[]>;
  /** Answered between two steps of whatever runs. */
  sizeNetwork(request: SizeNetworkRequest): Promise<SizeNetworkOutcome>;
  /** Reads the file's header alone. */
  checkEncoderWeights(request: CheckEncoderWeightsRequest): Promise<EncoderWeightsReport>;
  /** Ends the process; the next call starts it anew, with the settings as they then are and every backend to choose from. */
  restart(): void;
  close(): void | Promise<void>;
}
