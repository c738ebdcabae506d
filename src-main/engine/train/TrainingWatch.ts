import { SegmentationMeter } from '../../core/metrics/SegmentationMeter.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import type { HeldBackFigures } from '../../core/training/TrainingRun.ts';
import { mostProbableClasses } from '../../core/predictions/mostProbableClasses.ts';
import type { WatchedImage } from '../engineApi.ts';
import { predictMember, unflatten } from '../ensemble/MemberNetwork.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import type { Normalisation } from '../input/normalisation.ts';
import { PredictableImage } from '../predict/PredictableImage.ts';
import { tf } from '../tensorflow.ts';
import { servedBy } from './servedBy.ts';
import { partOf, plainStep } from './stepWeights.ts';
import type { StepWeights } from './stepWeights.ts';
import type { TrainingState } from './trainingStep.ts';

/** Share of a member's time that looking may take beyond the first and last look of each network. */
const shareOfTime = 0.04;
/** Looks of a run at most: a curve needs no more points. */
const mostLooks = 120;

/** One image's part that is predicted now and then. */
interface WatchedCrop {
  readonly image: WatchedImage;
  /** [inputHeight, inputWidth, channels], normalised. */
  readonly values: Float32Array;
  readonly inputWidth: number;
  readonly inputHeight: number;
}

/** What a look at the network in training shows. */
export interface WatchOutcome {
  /** Null where no held-back part carries a label. */
  readonly heldBack: HeldBackFigures | null;
  /** Most probable class of each pixel of each watched box. */
  readonly predictions: readonly { readonly image: WatchedImage; readonly prediction: Uint8Array }[];
}

/** The networks looked at are those of one draw, the same at every look. */
type WatchedWeights = Pick<StepWeights, 'scheme' | 'random'>;

export interface WatchSetting {
  readonly normalisation: Normalisation;
  readonly classCount: number;
  /** How trained values become networks; default: they are the weights of one. */
  readonly weights?: WatchedWeights;
}

export interface WatchMoment {
  /** 1 … stepsPerMember */
  readonly memberStep: number;
  readonly stepsPerMember: number;
  /** 1 … over all networks. */
  readonly step: number;
  readonly totalSteps: number;
  /** Milliseconds since the member's training began. */
  readonly elapsedMs: number;
}

/** Looks at the network in training through a few small crops, seldom enough not to slow it by more than some 5 %. */
export class TrainingWatch {
  readonly #crops: readonly WatchedCrop[];
  readonly #network: MemberNetwork;
  readonly #classCount: number;
  readonly #weights: WatchedWeights;
  #spentMs = 0;
  #lastMs = 0;
  #nextStep = 0;

  private constructor(crops: readonly WatchedCrop[], network: MemberNetwork, classCount: number, weights: WatchedWeights) {
    this.#crops = crops;
    this.#network = network;
    this.#classCount = classCount;
    this.#weights = weights;
  }

  static async open(images: readonly WatchedImage[], network: MemberNetwork, setting: WatchSetting): Promise<TrainingWatch> {
    const roundUp = (side: number): number => Math.ceil(side / network.sizeMultiple) * network.sizeMultiple;
    const crops: WatchedCrop[] = [];
    for (const image of images) {
      const source = await PredictableImage.open(image, setting.normalisation);
      try {
        const inputWidth = roundUp(image.box.width);
        const inputHeight = roundUp(image.box.height);
        const values = await source.window({ x: image.box.x, y: image.box.y, width: inputWidth, height: inputHeight });
        crops.push({ image, values, inputWidth, inputHeight });
      } finally {
        await source.close();
      }
    }
    return new TrainingWatch(crops, network, setting.classCount, setting.weights ?? plainStep(network));
  }

  isDue({ memberStep, stepsPerMember, step, totalSteps, elapsedMs }: WatchMoment): boolean {
    if (this.#crops.length === 0) return false;
    if (memberStep === 1 || memberStep === stepsPerMember) return true;
    if (step < this.#nextStep || this.#spentMs + this.#lastMs > shareOfTime * elapsedMs) return false;
    this.#nextStep = step + Math.ceil(totalSteps / mostLooks);
    return true;
  }

  /** @param now milliseconds since any fixed moment */
  async look(state: TrainingState, now: () => number): Promise<WatchOutcome> {
    const begun = now();
    const meter = new SegmentationMeter(this.#classCount);
    let measured = 0;
    const predictions: WatchOutcome['predictions'][number][] = [];
    for (const crop of this.#crops) {
      const { image } = crop;
      const probabilities = await this.#predict(state, crop);
      if (image.role === 'heldBack' && image.labels.some((label) => label !== unlabelled)) {
        meter.add({ width: image.box.width, height: image.box.height, probabilities, truth: image.labels, learnedLoss: null });
        measured++;
      }
      predictions.push({ image, prediction: mostProbableClasses(probabilities, this.#classCount) });
    }
    this.#lastMs = now() - begun;
    this.#spentMs += this.#lastMs;
    if (measured === 0) return { heldBack: null, predictions };
    const { dice, ece } = meter.figures();
    return { heldBack: { dice, ece }, predictions };
  }

  /** What the networks of one draw say, averaged. @returns [pixels of the box, classes] */
  async #predict(state: TrainingState, { image: { box }, values: pixels, inputWidth, inputHeight }: WatchedCrop): Promise<Float32Array> {
    const member = this.#network;
    const inBox = tf.tidy(() => {
      const { values, statistics } = servedBy(state);
      const { scheme, random } = this.#weights;
      const [trunkValues, headValues] = tf.split(values, [scheme.size, member.head.size]) as [tf.Tensor1D, tf.Tensor1D];
      const { weights } = scheme.draw(trunkValues, random());
      const head = unflatten(headValues, member.head);
      const input = tf.tensor4d(pixels, [1, inputHeight, inputWidth, pixels.length / (inputHeight * inputWidth)]);
      // The temperature of a calibrated parent changes confidence alone; the look is at the network as it trains.
      const said = weights.map((trunk, network) => {
        const named = [...unflatten(trunk, member.trunk), ...unflatten(partOf(statistics, network, weights.length), member.statistics)];
        return predictMember(member, { trunk: new Map(named), head }, input, { temperature: 1 }).probabilities;
      });
      const [only] = said;
      const probabilities = said.length === 1 && only ? only : tf.addN(said).div<tf.Tensor4D>(said.length);
      return probabilities.slice([0, 0, 0, 0], [1, box.height, box.width, this.#classCount]);
    });
    try {
      return new Float32Array(await inBox.data<'float32'>());
    } finally {
      inBox.dispose();
    }
  }
}
