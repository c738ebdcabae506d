import { ClassConfusion } from '../../../src-main/core/metrics/ClassConfusion.ts';
import { SegmentationMeter } from '../../../src-main/core/metrics/SegmentationMeter.ts';
import type { MeasurableImage } from './ImageSet.ts';
import type { PredictedMaps } from './predictMaps.ts';

/** How well a row segments, over every labelled pixel but for Dice. */
export interface SegmentationFigures {
  /** Over all pixels of the set, mean over the classes. */
  readonly meanIou: number;
  /** Of the classes 1 and up together, mean over images. */
  readonly dice: number;
  readonly accuracy: number;
  /** Nats. */
  readonly nll: number;
  readonly ece: number;
  /** Spearman's, of the learned loss with the true loss over blocks of 16 x 16 pixels. */
  readonly learnedLossCorrelation: number | null;
}

export class SegmentationMeasure {
  readonly #meter: SegmentationMeter;
  readonly #confusion: ClassConfusion;

  constructor(classCount: number) {
    this.#meter = new SegmentationMeter(classCount);
    this.#confusion = new ClassConfusion(classCount);
  }

  add({ width, height, labels }: MeasurableImage, { probabilities, prediction, maps }: PredictedMaps): void {
    this.#meter.add({ width, height, probabilities, prediction, truth: labels, learnedLoss: maps['learnedLoss'] ?? null });
    this.#confusion.add(prediction, labels);
  }

  figures(): SegmentationFigures {
    const { dice, accuracy, nll, ece, learnedLossCorrelation } = this.#meter.figures();
    return { meanIou: this.#confusion.meanIntersectionOverUnion(), dice, accuracy, nll, ece, learnedLossCorrelation };
  }
}
