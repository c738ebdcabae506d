import { SfumatoError } from '../SfumatoError.ts';
import { objectOverlaps } from './objectOverlaps.ts';
import type { ObjectMaps, OverlappingPair } from './objectOverlaps.ts';

/** From half, where at most one object can fit another, to nearly alike; as in the Data Science Bowl 2018. */
export const usualThresholds: readonly number[] = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];

/** Objects at one threshold of the intersection over union. */
export interface InstanceFigures {
  /** 0.5 … 1 */
  readonly threshold: number;
  /** Objects of both sides matched one to one. */
  readonly matched: number;
  /** Predicted objects without one in the truth, and objects of the truth that are not found. */
  readonly spurious: number;
  readonly missed: number;
  /** 2 matched / (2 matched + spurious + missed), 0 … 1; 1 when there is no object on either side. */
  readonly f1: number;
  /** matched / (matched + spurious + missed), 0 … 1: the average precision of the Data Science Bowl. */
  readonly averagePrecision: number;
}

/**
 * Measures predicted objects over images as they come. An object of the prediction and one of the truth match when the
 * intersection over union is the threshold or more; counts are summed over all images, so that each object counts alike.
 * Source: Caicedo et al. 2019, Nature Methods 16, 1247 (counts and F1); Schmidt et al. 2018 (StarDist), arXiv:1806.03535
 * (average precision over a data set).
 */
export class InstanceMeter {
  readonly #thresholds: readonly number[];
  readonly #matched: number[];
  #truthObjects = 0;
  #predictedObjects = 0;

  /**
   * @param thresholds 0.5 … 1
   * @throws SfumatoError `invalidInput` below 0.5, where one object could match two
   */
  constructor(thresholds: readonly number[] = usualThresholds) {
    const strange = thresholds.find((threshold) => !(threshold >= 0.5 && threshold <= 1));
    if (strange !== undefined) throw new SfumatoError('invalidInput', `matching of objects: wanted thresholds 0.5 … 1, got ${strange}`);
    this.#thresholds = thresholds;
    this.#matched = thresholds.map(() => 0);
  }

  /** Objects of the truth so far. */
  get truthObjects(): number {
    return this.#truthObjects;
  }

  /** Predicted objects so far. */
  get predictedObjects(): number {
    return this.#predictedObjects;
  }

  /** @throws SfumatoError `sizeMismatch` */
  add(maps: ObjectMaps): void {
    const { truthSizes, predictedSizes, pairs } = objectOverlaps(maps);
    this.#truthObjects += truthSizes.length;
    this.#predictedObjects += predictedSizes.length;
    const best = pairs.filter(({ iou }) => iou >= 0.5).sort((first, second) => second.iou - first.iou);
    this.#thresholds.forEach((threshold, at) => (this.#matched[at]! += countMatches(best, threshold)));
  }

  /** @returns figures at each threshold, in their order */
  figures(): InstanceFigures[] {
    return this.#thresholds.map((threshold, at) => {
      const matched = this.#matched[at]!;
      const spurious = this.#predictedObjects - matched;
      const missed = this.#truthObjects - matched;
      const all = matched + spurious + missed;
      return {
        threshold,
        matched,
        spurious,
        missed,
        f1: all === 0 ? 1 : (2 * matched) / (2 * matched + spurious + missed),
        averagePrecision: all === 0 ? 1 : matched / all,
      };
    });
  }
}

/** Mean of the average precisions over the thresholds, 0 … 1. */
export function meanAveragePrecision(figures: readonly InstanceFigures[]): number {
  return figures.reduce((sum, { averagePrecision }) => sum + averagePrecision, 0) / figures.length;
}

/**
 * Above a half an object overlaps no two others so much, and the matching is plain. At just a half one object may fit two
 * halves; then the first takes it, and no other matching has more pairs.
 * @param best highest first
 */
function countMatches(best: readonly OverlappingPair[], threshold: number): number {
  const takenTruth = new Set<number>();
  const takenPrediction = new Set<number>();
  for (const { truth, predicted, iou } of best) {
    if (iou < threshold) break;
    if (takenTruth.has(truth) || takenPrediction.has(predicted)) continue;
    takenTruth.add(truth);
    takenPrediction.add(predicted);
  }
  return takenTruth.size;
}
