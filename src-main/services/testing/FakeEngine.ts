import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import type { ImageOverlap } from '../../core/comparison/ImageOverlap.ts';
import type { TemperatureChoice } from '../../core/calibration/Temperatures.ts';
import { quote } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import type {
  CheckEncoderWeightsRequest,
  EncoderWeightsReport,
  NetworkDescription,
  SizeNetworkOutcome,
  SizeNetworkRequest,
} from '../../core/networks/NetworkDescription.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { deepEnsemble } from '../../core/uncertainty/UncertaintyChoice.ts';
import type { UncertaintyDescription } from '../../core/uncertainty/UncertaintyChoice.ts';
import type {
  AugmentOutcome,
  AugmentRequest,
  BoxOutcome,
  BoxRequest,
  CalibrateOutcome,
  CalibrateRequest,
  EngineDescription,
  EvaluateRequest,
  Evaluation,
  PredictOutcome,
  PredictRequest,
  TrainingEvent,
  TrainOutcome,
  TrainRequest,
} from '../../engine/engineApi.ts';
import type { ExportModelOutcome, ExportModelRequest, ImportModelRequest } from '../../core/networks/graphRequests.ts';
import type { EngineClientPort, EngineWatch } from '../../ports/EngineClient.ts';

/** Values of the maps this engine makes, in the order of a prediction file's planes. */
const range = { minimum: 0, maximum: 0.6 };
const perKind = <Value>(value: Value) => ({ predictiveEntropy: value, mutualInformation: value, expectedEntropy: value, learnedLoss: value });

/**
 * An engine without a network: it predicts class 1 left of the middle and doubts a disc in the centre of every image.
 * It keeps what it was asked.
 */
export class FakeEngine implements EngineClientPort {
  readonly trained: TrainRequest[] = [];
  readonly predicted: PredictRequest[] = [];
  readonly calibrated: CalibrateRequest[] = [];
  readonly augmented: AugmentRequest[] = [];
  restarts = 0;
  /** Probability of the predicted class everywhere, 0 … 255 for 0 … 1. */
  certainty = 230;
  /** Of the figures of every model measured. */
  learnedLossCorrelation: number | null = null;
  /** What the next jobs tell as a failure that was got over. */
  trouble: Message | null = null;
  /** Share of an image's labelled pixels of each class that a model predicts right; 0 … of the models trained here, from 1 on. */
  rightShare: (made: number, imageId: string) => number = (made) => 0.8 + made / 100;
  /** While set, training waits for it (or for its cancellation). */
  trainingGate: Promise<void> | null = null;

  async describe(): Promise<EngineDescription> {
    return { device: quote('a fake'), backends: [{ name: 'wasm', chosen: true, reason: quote('for tests') }], prediction: quote('a fake') };
  }

  async train(request: TrainRequest, watch: EngineWatch & { readonly onTraining?: (event: TrainingEvent) => void } = {}): Promise<TrainOutcome> {
    this.trained.push(request);
    if (this.trouble) watch.onTrouble?.(this.trouble);
    watch.onProgress?.({ message: quote('Training'), fraction: 0.5, elapsedMs: 1, remainingMs: 1, rate: { perSecond: 2, unit: 'steps' }, loss: 0.4, dice: 0.8 });
    for (const event of fakeEvents(request)) watch.onTraining?.(event);
    if (this.trainingGate) await Promise.race([this.trainingGate, whenAborted(watch.signal)]);
    if (watch.signal?.aborted) throw new SfumatoError('cancelled', 'training was cancelled');
    await writeModelFolder(request.modelFolder, request.classNames, request.memberCount);
    return { modelFolder: request.modelFolder, elapsedMs: 1, finalLoss: 0.4 };
  }

  async predict(
    request: PredictRequest,
    watch: EngineWatch & { readonly onPredicted?: (outcome: PredictOutcome) => void } = {},
  ): Promise<readonly PredictOutcome[]> {
    this.predicted.push(request);
    await mkdir(request.outputFolder, { recursive: true });
    const outcomes: PredictOutcome[] = [];
    for (const { imageId, width, height } of request.images) {
      const path = join(request.outputFolder, `${imageId}.maps`);
      await writeFile(path, fakeMaps(width, height, this.certainty));
      const outcome = { imageId, path, ranges: perKind(range), means: perKind(0.1), classCount: 2, memberCount: 1 };
      outcomes.push(outcome);
      watch.onPredicted?.(outcome);
    }
    return outcomes;
  }

  /** A model is the better the later it was made. */
  async evaluate(request: EvaluateRequest): Promise<Evaluation> {
    const made = this.trained.findIndex(({ modelFolder }) => modelFolder === request.modelFolder) + 1;
    const figures = {
      dice: 0.8 + made / 100,
      dicePerClass: [0.9, 0.8],
      ece: 0.05,
      accuracy: 0.95,
      nll: 0.1,
      learnedLossCorrelation: this.learnedLossCorrelation,
      imageCount: request.images.length,
      labelledPixels: request.images.reduce((sum, image) => sum + image.labels.length, 0),
    };
    const certainty = {
      riskCoverage: [{ coverage: 1, risk: 0.05 }],
      riskCoverageArea: 0.05,
      classes: [0.9, 0.7].map((iou) => ({ iou, ece: 0.05, pixels: 100 })),
      misses: { missShare: 0.1, images: figures.imageCount, imagesNeeded: 9, threshold: null, missed: null, spurious: null },
    };
    const images = request.images.map((image) => fakeOverlap(image, this.rightShare(made, image.imageId)));
    return { images, figures, reliability: [{ lower: 0, upper: 1, count: figures.labelledPixels, confidence: 0.9, accuracy: 0.95 }], certainty };
  }

  /** Every model is half too sure of itself, where one temperature for each class is asked for less so for the first; it knows no image that it was trained on. */
  async calibrate(request: CalibrateRequest): Promise<CalibrateOutcome> {
    this.calibrated.push(request);
    if (request.images.length === 0) return { calibration: null, distribution: null };
    const figures = (ece: number) => ({ nll: 2 * ece, ece, bins: [{ lower: 0, upper: 1, count: 100, confidence: 0.9, accuracy: 0.9 - ece }] });
    const path = join(request.modelFolder, 'model.json');
    const file = JSON.parse(await readFile(path, 'utf8')) as { readonly temperatureChoice?: TemperatureChoice };
    const temperatureChoice = request.temperatureChoice ?? file.temperatureChoice;
    const temperature = temperatureChoice === 'perClass' ? [1.25, 1.5] : 1.5;
    const calibration = { temperature, images: request.images.length, pixels: 100, measuredOn: 'otherImages' as const, before: figures(0.2), after: figures(0.1) };
    await writeFile(path, JSON.stringify({ ...file, temperature, temperatureChoice, calibration: { ...calibration, labelsKey: request.labelsKey } }));
    return { calibration, distribution: null };
  }

  async importModel({ modelFolder, classNames }: ImportModelRequest): Promise<void> {
    await mkdir(modelFolder, { recursive: true });
    await writeFile(join(modelFolder, 'network.onnx'), 'a graph');
    const sha256 = createHash('sha256').update('a graph').digest('hex');
    await writeFile(join(modelFolder, 'model.json'), JSON.stringify({ architecture: 'onnx', classes: classNames, members: [{ weightsFile: 'network.onnx', sha256 }] }));
  }

  async exportModel({ path }: ExportModelRequest): Promise<ExportModelOutcome> {
    await writeFile(path, 'a graph');
    return { path, bytes: 7, sha256: createHash('sha256').update('a graph').digest('hex') };
  }

  /** Class 1 in the left half of every box. */
  async predictBox({ box }: BoxRequest): Promise<BoxOutcome> {
    const plane = box.width * box.height;
    const probabilities = new Uint8Array(2 * plane);
    for (let pixel = 0; pixel < plane; pixel++) probabilities[(pixel % box.width < box.width / 2 ? plane : 0) + pixel] = 255;
    return { classCount: 2, probabilities };
  }

  /** Even grey crops, of class 1 all over. */
  async augment(request: AugmentRequest): Promise<AugmentOutcome> {
    this.augmented.push(request);
    const { images, draws, side } = request;
    const pixels = images.length * (draws + 1) * side * side;
    const imageIds = images.map(({ imageId }) => imageId);
    return { imageIds, columns: draws + 1, side, channels: 1, pixels: new Uint8Array(pixels).fill(100), labels: new Uint8Array(pixels).fill(1) };
  }

  async describeNetworks(): Promise<readonly NetworkDescription[]> {
    return [{ architecture: 'unet', config: { width: 16 }, fields: [{ name: 'width', rule: { kind: 'wholeNumber', least: 1, most: 256, multipleOf: 1 }, isOptional: false }], encoders: [], encoderFields: {} }];
  }

  async describeUncertaintyMethods(): Promise<readonly UncertaintyDescription[]> {
    return [
      { method: deepEnsemble, settings: {}, fields: [], drawsMembers: false },
      { method: 'swag', settings: { rank: 5 }, fields: [{ name: 'rank', rule: { kind: 'wholeNumber', least: 2, most: 30, multipleOf: 1 }, isOptional: true }], drawsMembers: true },
    ];
  }

  /** As many parameters as the width, and a multiply-add a pixel for each. */
  async sizeNetwork({ network, cropSide }: SizeNetworkRequest): Promise<SizeNetworkOutcome> {
    const parameters = Number(network.config['width'] ?? 1);
    return { size: { parameters, multiplyAdds: parameters * cropSide ** 2, isStochastic: false }, faults: [] };
  }

  /** Every file fits. */
  async checkEncoderWeights({ network }: CheckEncoderWeightsRequest): Promise<EncoderWeightsReport> {
    const none = { count: 0, names: [] };
    return { encoder: network.architecture, naming: 'torchvision', tensors: 1, values: 1, missing: none, unexpected: none, differing: { count: 0, shapes: [] } };
  }

  restart(): void {
    this.restarts++;
  }

  close(): void {
    this.trainingGate = null;
  }
}

/** A model folder with a card and weights that fit each other. */
export async function writeModelFolder(folder: string, classNames: readonly string[], memberCount = 1): Promise<void> {
  await mkdir(folder, { recursive: true });
  const weights = Buffer.from('weights');
  const members = Array.from({ length: memberCount }, (_none, seed) => ({
    seed,
    weightsFile: `member-${seed}.bin`,
    sha256: createHash('sha256').update(weights).digest('hex'),
  }));
  for (const { weightsFile } of members) await writeFile(join(folder, weightsFile), weights);
  await writeFile(join(folder, 'model.json'), JSON.stringify({ architecture: 'unet', classes: classNames, members }));
}

/** What is not right is taken for the class before. */
function fakeOverlap({ imageId, labels, groups }: EvaluateRequest['images'][number], rightShare: number): ImageOverlap {
  const truth = [0, 1].map((wanted) => labels.filter((label) => label === wanted).length);
  const both = truth.map((pixels) => Math.round(pixels * rightShare));
  const predicted = both.map((pixels, index) => pixels + truth[1 - index]! - both[1 - index]!);
  const counted = [...new Set(groups)].filter((group) => group !== 255).sort((a, b) => a - b);
  const pixelsOf = (group: number): number => labels.filter((label, pixel) => label !== 255 && groups![pixel] === group).length;
  const accuracies = counted.map((group) => ({ group, pixels: pixelsOf(group), right: Math.round(pixelsOf(group) * rightShare) }));
  return { imageId, labelled: truth[0]! + truth[1]!, truth, predicted, both, ...(groups && { groups: accuracies }) };
}

/** A point and a sample a network. */
function* fakeEvents({ memberCount, stepsPerMember, learningRate, watched }: TrainRequest): Generator<TrainingEvent> {
  for (let member = 0; member < memberCount; member++) {
    const step = (member + 1) * stepsPerMember;
    const heldBack = watched.some(({ role }) => role === 'heldBack') ? { dice: 0.8, ece: 0.02 } : null;
    yield { type: 'point', point: { step, member, elapsedMs: step * 10, loss: 1 / step, dice: 0.8, learningRate, heldBack } };
    for (const { imageId, box } of watched) yield { type: 'sample', sample: { step, imageId, box }, prediction: new Uint8Array(box.width * box.height).fill(1) };
  }
}

function fakeMaps(width: number, height: number, certainty: number): Uint8Array {
  const plane = width * height;
  const file = new Uint8Array(plane * 8);
  for (let index = 0; index < plane; index++) {
    const x = index % width;
    const y = Math.floor(index / width);
    file[index] = x < width / 2 ? 1 : 0;
    const inside = Math.hypot(x - width / 2, y - height / 2) < 6;
    for (let map = 1; map < 5; map++) file[map * plane + index] = inside ? 250 : 2;
    file[5 * plane + index] = file[index] === 0 ? certainty : 255 - certainty;
    file[6 * plane + index] = file[index] === 1 ? certainty : 255 - certainty;
    file[7 * plane + index] = file[index]!;
  }
  return file;
}

function whenAborted(signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
}
