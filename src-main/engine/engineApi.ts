import type { BackendName } from '../core/backends.ts';
import type { Message } from '../core/messages/Message.ts';
import type { HeatMapKind, HeatMapRanges } from '../core/heatMaps.ts';
import type { Calibration } from '../core/calibration/Calibration.ts';
import type { CertaintyFigures } from '../core/calibration/CertaintyMeter.ts';
import type { TemperatureChoice } from '../core/calibration/Temperatures.ts';
import type { DistributionCheck, DistributionSummary } from '../core/distribution/ModelDistribution.ts';
import type { PixelBox } from '../core/geometry.ts';
import type { ReliabilityBin } from '../core/metrics/ReliabilityBin.ts';
import type { ImageOverlap } from '../core/comparison/ImageOverlap.ts';
import type { EvaluationFigures, ImageRole, SampleType } from '../core/records.ts';
import type {
  CheckEncoderWeightsRequest,
  EncoderWeightsReport,
  NetworkChoice,
  NetworkDescription,
  SizeNetworkOutcome,
  SizeNetworkRequest,
} from '../core/networks/NetworkDescription.ts';
import type { UncertaintyChoice, UncertaintyDescription } from '../core/uncertainty/UncertaintyChoice.ts';
import type { AugmentationRecipe, TrainingRecipe } from '../core/training/TrainingRecipe.ts';
import type { CropSampling } from '../core/training/CropSampling.ts';
import type { TrainingPoint, TrainingSample } from '../core/training/TrainingRun.ts';
import type { InputChannels } from '../core/training/InputChannels.ts';
import type { ExportModelOutcome, ExportModelRequest, ImportModelRequest } from '../core/networks/graphRequests.ts';

/**
 * What the engine process can be asked. It reads decoded samples from the project's cache files, gets labels in the
 * message, writes model folders, checkpoints and prediction files, and never touches the database.
 */
export interface EngineApi {
  /**
   * Before the first other call: how the backend is chosen.
   * @param avoided backends that failed at work, which are not to be tried
   */
  configure(settings: EngineSettings, avoided?: readonly AvoidedBackend[]): Promise<void>;
  /** Starts the best backend that passes its self-test. */
  describe(): Promise<EngineDescription>;
  train(jobId: string, request: TrainRequest): Promise<TrainOutcome>;
  predict(jobId: string, request: PredictRequest): Promise<readonly PredictOutcome[]>;
  evaluate(jobId: string, request: EvaluateRequest): Promise<Evaluation>;
  /** Fits what a model file says of its certainty: the temperature, and which images are unlike those it was trained on. */
  calibrate(jobId: string, request: CalibrateRequest): Promise<CalibrateOutcome>;
  /** Takes an ONNX file in as a model folder that can predict. Answered between two steps of whatever job runs. */
  importModel(request: ImportModelRequest): Promise<void>;
  /** Writes a model as one ONNX file. Answered between two steps of whatever job runs, as `predictBox` is. */
  exportModel(request: ExportModelRequest): Promise<ExportModelOutcome>;
  /** Answered between two steps of whatever job runs, not after it. */
  predictBox(request: BoxRequest): Promise<BoxOutcome>;
  /** Examples of augmented training crops. Answered between two steps of whatever job runs; needs no backend. */
  augment(request: AugmentRequest): Promise<AugmentOutcome>;
  /** The systems that can be trained, and what can be chosen of each. Answered at once; needs no backend. */
  describeNetworks(): Promise<readonly NetworkDescription[]>;
  /** The methods by which a training can give several networks. Answered at once; needs no backend. */
  describeUncertaintyMethods(): Promise<readonly UncertaintyDescription[]>;
  /** What is wrong with a network that is asked for, or how large it is. Answered between two steps of whatever job runs. */
  sizeNetwork(request: SizeNetworkRequest): Promise<SizeNetworkOutcome>;
  /** How a file's tensors fit a network's encoder. Reads the file's header alone; needs no backend. */
  checkEncoderWeights(request: CheckEncoderWeightsRequest): Promise<EncoderWeightsReport>;
  /** The job's promise is then refused with the code `cancelled`; a training job leaves its checkpoint. */
  cancel(jobId: string): Promise<void>;
}

export interface AvoidedBackend {
  readonly name: BackendName;
  /** What happened. */
  readonly reason: Message;
}

/** What the engine tells while it works. */
export interface EngineListener {
  /** Before a backend is tried, and again of the one that is then in force. */
  backend(name: BackendName): void;
  /** What `describe` answers is not what it was: what computes predictions has been measured. */
  described(): void;
  progress(jobId: string, progress: EngineProgress): void;
  /** One image of a `predict` job is written and can be shown. */
  predicted(jobId: string, outcome: PredictOutcome): void;
  /** How a `train` job fares. After a crash, steps since the last checkpoint are told again. */
  trained(jobId: string, event: TrainingEvent): void;
}

/** `auto`: the fastest backend that passes its self-test. The environment's SFUMATO_BACKEND goes before. */
export interface EngineSettings {
  readonly backend: 'auto' | 'native' | 'webgpu' | 'wasm';
  /** Processor threads of the native engine; null: as many as the machine has. */
  readonly threads: number | null;
}

export type TrainingEvent =
  | { readonly type: 'point'; readonly point: TrainingPoint }
  | {
      readonly type: 'sample';
      readonly sample: TrainingSample;
      /** Most probable class of each pixel of the sample's box, row-major. */
      readonly prediction: Uint8Array;
    };

export interface Evaluation {
  readonly figures: EvaluationFigures;
  /** Confidence against accuracy over every labelled pixel measured. */
  readonly reliability: readonly ReliabilityBin[];
  readonly certainty: CertaintyFigures;
  /** What it got of each image that has labels, in the order of the request. */
  readonly images: readonly ImageOverlap[];
}

export interface BoxRequest {
  readonly image: EngineImage;
  readonly modelFolder: string;
  /** Inside the image, at most `largestBoxSide` pixels a side. */
  readonly box: PixelBox;
}

export interface BoxOutcome {
  readonly classCount: number;
  /** classCount planes of box.width x box.height bytes: 0 … 255 is a probability of 0 … 1. */
  readonly probabilities: Uint8Array;
}

export interface AugmentRequest {
  readonly images: readonly LabelledEngineImage[];
  readonly classCount: number;
  /** As in `TrainRequest`. */
  readonly input?: TrainRequest['input'];
  readonly augmentation: AugmentationRecipe;
  /** Of the crops, pixels. */
  readonly side: number;
  /** Augmented crops of each image, beside the one as it is. */
  readonly draws: number;
  readonly seed: number;
}

export interface AugmentOutcome {
  /** A row each. */
  readonly imageIds: readonly string[];
  /** Crops of each row; the first is as it is. */
  readonly columns: number;
  readonly side: number;
  /** Of the crops: 1 of grey, 3 of colour. */
  readonly channels: 1 | 3;
  /** Row by row, crop by crop: side x side x channels bytes, what the network sees. */
  readonly pixels: Uint8Array;
  /** In the same order: class indices, 255 = not labelled. */
  readonly labels: Uint8Array;
}

export interface EngineDescription {
  readonly device: Message;
  readonly backends: readonly {
    readonly name: BackendName;
    readonly chosen: boolean;
    readonly reason: Message;
  }[];
  /** What computes predictions, and why that. */
  readonly prediction: Message;
}

export interface EngineProgress {
  readonly message: Message;
  readonly fraction: number;
  readonly elapsedMs: number;
  readonly remainingMs: number | null;
  readonly rate: { readonly perSecond: number; readonly unit: 'steps' | 'images' } | null;
  readonly loss: number | null;
  readonly dice: number | null;
}

/** Decoded samples of one image: a file of interleaved little-endian samples, rows top to bottom. */
export interface EngineImage {
  readonly imageId: string;
  readonly samplesPath: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly sampleType: SampleType;
  /** Of fluorescence channels: the range of each, so that all count alike. Left out for grey and for a picture's colours. */
  readonly channelRanges?: readonly (readonly [number, number])[];
  /** In which samples deeper than 8 bits are shown; left out: all that 16 bits can say, 0 … 1 of floats. */
  readonly displayRange?: readonly [number, number];
  /** Width of a pixel, micrometres; left out where nobody knows. */
  readonly pixelSizeUm?: number;
  /** Of the stack that it is a slice of; left out: none. */
  readonly stackId?: string;
}

export interface LabelledEngineImage extends EngineImage {
  /** width x height class indices; 255 = not labelled. */
  readonly labels: Uint8Array;
  /** width x height object numbers, 0 = none; left out or null where nobody gave any: connected areas are objects then. */
  readonly objects?: Uint32Array | null;
}

/** An image to learn from. */
export interface TrainedImage extends LabelledEngineImage {
  /** width x height, 1 where the label came after the parent learned; left out or null: nowhere. */
  readonly isNew?: Uint8Array | null;
}

export interface TrainRequest {
  readonly images: readonly TrainedImage[];
  /** Where crops lie; left out: in every image as often, where it has labels. */
  readonly sampling?: CropSampling;
  /** A few images of which crops are predicted now and then while training, and measured where they carry labels. */
  readonly watched: readonly WatchedImage[];
  readonly classNames: readonly string[];
  /** Folder of the model to start from, or null to start anew. */
  readonly parentFolder: string | null;
  /**
   * How much of what the parent knows cannot be learnt again from these images, 0 … 1: so much its word counts where nobody has labelled,
   * and from a half on its running statistics stay as they are. Default: all of it, 1.
   */
  readonly parentShare?: number;
  /** Folder to make; the model appears in it whole or not at all. */
  readonly modelFolder: string;
  /** Folder for checkpoints; a job that finds one there made by the same request goes on from it. */
  readonly checkpointFolder: string;
  /** Trainings: each gives a network, or the members of its uncertainty method. */
  readonly memberCount: number;
  /**
   * By which method each training gives several networks; left out: the parent's, else a Deep Ensemble, in which each gives one.
   * A run that names its parent's method and settings goes on from what that learnt, any other from the parent's networks.
   */
  readonly uncertainty?: UncertaintyChoice;
  readonly stepsPerMember: number;
  readonly batchSize: number;
  readonly cropSide: number;
  readonly learningRate: number;
  readonly seed: number;
  /** Parts into which each batch is cut, for want of memory; 1 … batchSize, default 1. */
  readonly batchParts?: number;
  /** How they are taught; default: `defaultRecipe`. */
  readonly recipe?: TrainingRecipe;
  /**
   * What the networks see of the images when they start anew: one grey channel, or red, green and blue. The parent's is kept otherwise,
   * and asking for another is refused. `auto`, the default: colour where every labelled image is a coloured picture, else grey;
   * the engine finds out (`train/chooseInput.ts`), and the model file says what came of it.
   */
  readonly input?: InputChannels | 'auto';
  /** Network size when it starts anew; the parent's is kept otherwise. */
  readonly width: number;
  readonly depth: number;
  /** The network when it starts anew; left out or null: a U-Net of `width` and `depth`. */
  readonly network?: NetworkChoice | null;
  /** A safetensors file of published weights for the network's encoder, when it starts anew; left out or null: random ones. */
  readonly encoderWeights?: string | null;
  /**
   * Share of channels that the network's dropout drops when it starts anew, 0 … 0.9; the parent's is kept otherwise. Default 0: as
   * the network's own config says.
   */
  readonly dropout?: number;
  /** Stochastic passes with which the model runs each of its members, for networks with dropout; default: the parent's, else none. */
  readonly passes?: number;
  /**
   * In how many ways the model lays what it predicts before each of its members (test-time augmentation), 1 … 8; default: the
   * parent's, else 1, as it is.
   */
  readonly turns?: number;
}

export interface WatchedImage extends EngineImage {
  readonly role: ImageRole;
  /** The part that is predicted: small, for it is predicted often. */
  readonly box: PixelBox;
  /** Of the box alone, row-major; 255 = not labelled. */
  readonly labels: Uint8Array;
}

export interface TrainOutcome {
  readonly modelFolder: string;
  readonly elapsedMs: number;
  readonly finalLoss: number;
}

export interface PredictRequest {
  readonly images: readonly EngineImage[];
  readonly modelFolder: string;
  /** One file an image is written here: see `predictionFile.ts`. */
  readonly outputFolder: string;
  readonly tileShare?: TileShare;
}

export interface PredictOutcome {
  readonly imageId: string;
  readonly path: string;
  readonly ranges: HeatMapRanges;
  readonly means: Readonly<Record<HeatMapKind, number>>;
  /** Which planes of classes and members the file holds. */
  readonly classCount: number;
  readonly memberCount: number;
  /** Whether a plane of distances inside objects ends it; left out: none does. */
  readonly hasDistances?: boolean | undefined;
  /** How it compares with the images that the model was trained on; left out where the model does not know them. */
  readonly distribution?: DistributionCheck | undefined;
}

export interface CalibrateRequest {
  /** Held-back images with their labels; none: the temperature stays as it is. */
  readonly images: readonly LabelledEngineImage[];
  /** Images that the model was trained on, so far as they are at hand; none: what it knows of them stays as it is. */
  readonly trainedOn: readonly EngineImage[];
  readonly modelFolder: string;
  /** One temperature for all classes, or one for each; default: as was asked for last time, at first `automatic`. It is kept with the model. */
  readonly temperatureChoice?: TemperatureChoice | undefined;
  /** Names the labels, so that it can be told later whether they are others by then. */
  readonly labelsKey: string;
  readonly tileShare?: TileShare;
}

export interface CalibrateOutcome {
  /** Null where no image carries a label. */
  readonly calibration: Calibration | null;
  /** Null where there are too few images to tell. */
  readonly distribution: DistributionSummary | null;
}

/** An image to measure on. */
export interface EvaluatedImage extends LabelledEngineImage {
  /** width x height numbers by which labelled pixels are also counted apart, 255 = by none; left out: they are not. */
  readonly groups?: Uint8Array;
}

export interface EvaluateRequest {
  readonly images: readonly EvaluatedImage[];
  readonly modelFolder: string;
  /** Evaluate this member alone (0 …), or the whole ensemble when null. */
  readonly member: number | null;
  readonly tileShare?: TileShare;
}

/** Side of the windows predicted at once, as a share of the usual one: less for want of memory. 1, 1/2, 1/4 …, default 1. */
export type TileShare = number;
