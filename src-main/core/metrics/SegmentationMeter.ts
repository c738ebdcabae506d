import { SfumatoError } from '../SfumatoError.ts';
import { unlabelled } from '../labels/labelMap.ts';
import { mostProbableClasses } from '../predictions/mostProbableClasses.ts';
import type { EvaluationFigures } from '../records.ts';
import { CalibrationBins } from './CalibrationBins.ts';
import { smallestProbability } from './ProperScores.ts';
import type { ReliabilityBin } from './ReliabilityBin.ts';
import { blockMeans } from './blockMeans.ts';
import { countOverlap, dice } from './overlap.ts';
import { spearman } from './spearman.ts';

/** One image's outcome. Its pixels are row-major. */
export interface MeasuredImage {
  readonly width: number;
  readonly height: number;
  /** [pixels, classes], summing to 1 over the classes. */
  readonly probabilities: Float32Array;
  /** Most probable class of each pixel; left out, it is found here. */
  readonly prediction?: Uint8Array;
  /** Class index of each pixel, 255 = unlabelled. */
  readonly truth: Uint8Array;
  /** Cross entropy of each pixel as the loss head foresees it, nats; null when the model has no such head. */
  readonly learnedLoss: Float32Array | null;
}

/** Measures a model image by image; unlabelled pixels never count. */
export class SegmentationMeter {
  readonly #classCount: number;
  readonly #calibration = new CalibrationBins();
  readonly #diceSum: Float64Array;
  readonly #diceImages: Float64Array;
  readonly #foreseenLoss: number[] = [];
  readonly #trueLoss: number[] = [];
  #foregroundDiceSum = 0;
  #images = 0;
  #labelled = 0;
  #right = 0;
  #lossSum = 0;

  constructor(classCount: number) {
    this.#classCount = classCount;
    this.#diceSum = new Float64Array(classCount);
    this.#diceImages = new Float64Array(classCount);
  }

  /**
   * Images without any labelled pixel are passed over.
   * @throws SfumatoError `sizeMismatch` when the arrays do not fit the image
   */
  add(image: MeasuredImage): void {
    const pixels = image.width * image.height;
    const classes = this.#classCount;
    if (image.truth.length !== pixels || image.probabilities.length !== pixels * classes || (image.prediction && image.prediction.length !== pixels)) {
      throw new SfumatoError(
        'sizeMismatch',
        `measuring a ${image.width} x ${image.height} image of ${classes} classes: got ${image.truth.length} labels and ${image.probabilities.length} probabilities`,
      );
    }
    const prediction = image.prediction ?? mostProbableClasses(image.probabilities, classes);
    const pixelLoss = new Float32Array(pixels);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const truth = image.truth[pixel]!;
      const best = prediction[pixel]!;
      if (truth === unlabelled || truth >= classes) continue;
      this.#calibration.add(image.probabilities[pixel * classes + best]!, best === truth);
      pixelLoss[pixel] = -Math.log(Math.max(smallestProbability, image.probabilities[pixel * classes + truth]!));
      this.#lossSum += pixelLoss[pixel]!;
    }
    const overlap = countOverlap(prediction, image.truth, classes);
    if (overlap.labelled === 0) return;
    this.#images++;
    this.#labelled += overlap.labelled;
    const { foreground } = overlap;
    this.#foregroundDiceSum += dice(foreground.truth, foreground.predicted, foreground.both);
    for (let index = 0; index < classes; index++) {
      this.#right += overlap.both[index]!;
      if (overlap.truth[index] === 0) continue;
      this.#diceSum[index]! += dice(overlap.truth[index]!, overlap.predicted[index]!, overlap.both[index]!);
      this.#diceImages[index]!++;
    }
    if (image.learnedLoss) {
      const blocks = blockMeans(image, [image.learnedLoss, pixelLoss]);
      for (const mean of blocks[0]!) this.#foreseenLoss.push(mean);
      for (const mean of blocks[1]!) this.#trueLoss.push(mean);
    }
  }

  /** @throws SfumatoError `noLabels` when no image had a labelled pixel */
  figures(): EvaluationFigures {
    if (this.#images === 0) {
      throw new SfumatoError('noLabels', 'measuring a model: none of the images has a labelled pixel');
    }
    return {
      dice: this.#foregroundDiceSum / this.#images,
      dicePerClass: Array.from(this.#diceSum, (sum, index) => {
        const images = this.#diceImages[index]!;
        return images === 0 ? null : sum / images;
      }),
      ece: this.#calibration.expectedCalibrationError(),
      accuracy: this.#right / this.#labelled,
      nll: this.#lossSum / this.#labelled,
      learnedLossCorrelation: spearman(Float64Array.from(this.#foreseenLoss), Float64Array.from(this.#trueLoss)),
      imageCount: this.#images,
      labelledPixels: this.#labelled,
    };
  }

  /** @returns confidence against accuracy over every labelled pixel, bin by bin */
  reliability(): ReliabilityBin[] {
    return this.#calibration.bins();
  }
}
