import { unlabelled } from '../labels/labelMap.ts';
import { ClasswiseCalibration } from '../metrics/ClasswiseCalibration.ts';
import { countOverlap } from '../metrics/overlap.ts';
import { areaUnderRiskCoverage, riskCoverageCurve } from '../metrics/riskCoverage.ts';
import type { RiskCoveragePoint } from '../metrics/riskCoverage.ts';
import { ScoreHistogram } from '../metrics/ScoreHistogram.ts';
import { leftOut } from '../metrics/ScoreGroups.ts';
import { mostProbableClasses } from '../predictions/mostProbableClasses.ts';
import { MissControl } from './MissControl.ts';
import type { MissThreshold } from './MissControl.ts';

export interface ClassCertainty {
  /** Intersection over union, all labelled pixels together, 0 … 1; null where neither labels nor prediction have the class. */
  readonly iou: number | null;
  /** Expected calibration error of the class's own probability, 0 … 1. */
  readonly ece: number;
  /** Labelled pixels of it. */
  readonly pixels: number;
}

/** What a model's certainty is worth on labelled images. */
export interface CertaintyFigures {
  /** Share wrong among the surest pixels, for ever more of them. */
  readonly riskCoverage: readonly RiskCoveragePoint[];
  /** Area under that curve, 0 … 1, lower is better. */
  readonly riskCoverageArea: number | null;
  readonly classes: readonly ClassCertainty[];
  readonly misses: MissThreshold;
}

/** Points of the risk-coverage curve: what a plot shows. */
const curvePoints = 100;

/** Measures what a model's certainty is worth, image by image; unlabelled pixels never count. */
export class CertaintyMeter {
  readonly #classCount: number;
  readonly #doubts = new ScoreHistogram();
  readonly #classwise: ClasswiseCalibration;
  readonly #misses = new MissControl();
  readonly #truth: Float64Array;
  readonly #predicted: Float64Array;
  readonly #both: Float64Array;

  constructor(classCount: number) {
    this.#classCount = classCount;
    this.#classwise = new ClasswiseCalibration(classCount);
    [this.#truth, this.#predicted, this.#both] = [0, 1, 2].map(() => new Float64Array(classCount)) as [Float64Array, Float64Array, Float64Array];
  }

  /**
   * What an image's certainty is worth; a threshold of misses is found on those of `addForThreshold` alone.
   * @param probabilities [pixels, classes], summing to 1 over the classes
   * @param truth class of each pixel, 255 = unlabelled
   * @throws SfumatoError `sizeMismatch`, `classOutOfRange` when they do not fit
   */
  add(probabilities: Float32Array, truth: Uint8Array): void {
    const classes = this.#classCount;
    const prediction = mostProbableClasses(probabilities, classes);
    const overlap = countOverlap(prediction, truth, classes);
    for (let index = 0; index < classes; index++) {
      this.#truth[index]! += overlap.truth[index]!;
      this.#predicted[index]! += overlap.predicted[index]!;
      this.#both[index]! += overlap.both[index]!;
    }
    const doubts = new Float32Array(truth.length);
    const outcomes = new Uint8Array(truth.length).fill(leftOut);
    for (const [pixel, label] of truth.entries()) {
      if (label === unlabelled) continue;
      const best = prediction[pixel]!;
      doubts[pixel] = 1 - probabilities[pixel * classes + best]!;
      outcomes[pixel] = best === label ? 0 : 1;
      this.#classwise.add(probabilities, pixel * classes, label);
    }
    this.#doubts.add(doubts, outcomes);
  }

  /** The same of an image that a threshold of misses is to be found on. */
  addForThreshold(probabilities: Float32Array, truth: Uint8Array): void {
    this.#misses.add(probabilities, truth, this.#classCount);
  }

  figures(): CertaintyFigures {
    const groups = this.#doubts.groups();
    const errors = this.#classwise.perClass();
    return {
      riskCoverage: riskCoverageCurve(groups, curvePoints),
      riskCoverageArea: areaUnderRiskCoverage(groups),
      classes: errors.map((ece, index) => {
        const union = this.#truth[index]! + this.#predicted[index]! - this.#both[index]!;
        return { iou: union === 0 ? null : this.#both[index]! / union, ece, pixels: this.#truth[index]! };
      }),
      misses: this.#misses.threshold(),
    };
  }
}
