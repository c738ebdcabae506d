import { SfumatoError } from '../SfumatoError.ts';
import { unlabelled } from '../labels/labelMap.ts';
import { mostProbableClasses } from '../predictions/mostProbableClasses.ts';
import { CalibrationBins } from './CalibrationBins.ts';
import { ClasswiseCalibration } from './ClasswiseCalibration.ts';
import { EqualMassBins } from './EqualMassBins.ts';
import type { AdaptiveError } from './EqualMassBins.ts';
import { PairSample } from './PairSample.ts';
import { ProperScores } from './ProperScores.ts';
import type { ProperFigures } from './ProperScores.ts';
import type { ReliabilityBin } from './ReliabilityBin.ts';
import { ScoreHistogram } from './ScoreHistogram.ts';
import { leftOut } from './ScoreGroups.ts';
import { rankingFigures } from './rankingFigures.ts';
import type { RankingFigures } from './rankingFigures.ts';

/** What is measured. */
export interface UncertaintyMeterOptions<MapName extends string> {
  /** 2 … 255 */
  readonly classCount: number;
  /** Names of the uncertainty maps that come with each image. */
  readonly maps: readonly MapName[];
  /** Those of them whose rank correlation with each pixel's negative log likelihood is wanted (default: none). */
  readonly correlatedMaps?: readonly MapName[];
}

/** Pixels of one image, or of any part of one. */
export interface MeasuredPixels<MapName extends string> {
  /** [pixels, classes], summing to 1 over the classes. */
  readonly probabilities: Float32Array;
  /** Class of each pixel, 255 where nobody has labelled. */
  readonly truth: Uint8Array;
  /** Uncertainty of each pixel, finite, in any unit: a higher one says that a wrong pixel is likelier. */
  readonly maps: Readonly<Record<MapName, Float32Array>>;
}

/** What a map of uncertainty is worth for finding wrong pixels. */
export interface MapFigures extends RankingFigures {
  /** Spearman's, with the negative log likelihood of each pixel, -1 … 1; null where it is undefined or not asked for. */
  readonly rankCorrelation: number | null;
}

/** Figures over every labelled pixel. */
export interface UncertaintyFigures<MapName extends string> extends ProperFigures {
  readonly labelledPixels: number;
  /** Expected calibration error over bins of equal width, 0 … 1. */
  readonly expectedCalibrationError: number;
  /** The same over bins of equally many pixels. */
  readonly adaptiveCalibrationError: AdaptiveError;
  /** Mean over the classes of the error of each one's probability, 0 … 1, and each of them. */
  readonly classwiseCalibrationError: number;
  readonly calibrationErrorPerClass: readonly number[];
  /** Confidence against accuracy and how many pixels have it: the reliability diagram and the histogram of confidences. */
  readonly reliability: readonly ReliabilityBin[];
  readonly adaptiveReliability: readonly ReliabilityBin[];
  readonly maps: Readonly<Record<MapName, MapFigures>>;
}

/**
 * Measures probabilities and any number of uncertainty maps against the truth, over images as they come; unlabelled pixels never count, and each
 * labelled pixel counts alike. The order of the images does not matter, but for the sample that rank correlations are taken of.
 * Memory: below 5 MiB for the confidences, about 2 MiB a map of doubts between 1e-9 and 1 (64 KiB for each power of two that occurs, 32 MiB at
 * most), 1 MiB a rank correlation; beside them two bytes for each pixel of one call.
 */
export class UncertaintyMeter<MapName extends string> {
  readonly #classCount: number;
  readonly #scores = new ProperScores();
  readonly #calibration = new CalibrationBins();
  readonly #adaptive = new EqualMassBins();
  readonly #classwise: ClasswiseCalibration;
  readonly #histograms: ReadonlyMap<MapName, ScoreHistogram>;
  readonly #samples: ReadonlyMap<MapName, PairSample>;

  /** @throws SfumatoError `invalidInput` when a map to correlate is not measured */
  constructor({ classCount, maps, correlatedMaps = [] }: UncertaintyMeterOptions<MapName>) {
    const unknown = correlatedMaps.find((name) => !maps.includes(name));
    if (unknown !== undefined) throw new SfumatoError('invalidInput', `measuring uncertainty: wanted correlations of ${maps.join(', ')}, got ${unknown}`);
    this.#classCount = classCount;
    this.#classwise = new ClasswiseCalibration(classCount);
    this.#histograms = new Map(maps.map((name) => [name, new ScoreHistogram()]));
    this.#samples = new Map(correlatedMaps.map((name) => [name, new PairSample()]));
  }

  /**
   * @throws SfumatoError `sizeMismatch` when the arrays do not fit one another, `classOutOfRange` when a class of the truth is not below the count,
   * `invalidInput` when the uncertainty of a labelled pixel is not finite; nothing of the call is counted in the first two cases
   */
  add({ probabilities, truth, maps }: MeasuredPixels<MapName>): void {
    this.#check({ probabilities, truth, maps });
    const classes = this.#classCount;
    const prediction = mostProbableClasses(probabilities, classes);
    const samples = Array.from(this.#samples, ([name, sample]) => ({ map: maps[name], sample }));
    const outcomes = new Uint8Array(truth.length);
    for (let pixel = 0, start = 0; pixel < truth.length; pixel++, start += classes) {
      const wanted = truth[pixel]!;
      if (wanted === unlabelled) {
        outcomes[pixel] = leftOut;
        continue;
      }
      const best = prediction[pixel]!;
      const isRight = best === wanted;
      const confidence = probabilities[start + best]!;
      outcomes[pixel] = isRight ? 0 : 1;
      const loss = this.#scores.add({ probabilities, start, classCount: classes, truth: wanted, isRight });
      this.#calibration.add(confidence, isRight);
      this.#adaptive.add(confidence, isRight);
      this.#classwise.add(probabilities, start, wanted);
      for (const { map, sample } of samples) sample.add(map[pixel]!, loss);
    }
    for (const [name, histogram] of this.#histograms) histogram.add(maps[name], outcomes);
  }

  figures(): UncertaintyFigures<MapName> {
    const maps = Array.from(this.#histograms, ([name, histogram]) => {
      const figures: MapFigures = { ...rankingFigures(histogram.groups()), rankCorrelation: this.#samples.get(name)?.rankCorrelation() ?? null };
      return [name, figures] as const;
    });
    return {
      labelledPixels: this.#scores.pixels,
      ...this.#scores.figures(),
      expectedCalibrationError: this.#calibration.expectedCalibrationError(),
      adaptiveCalibrationError: this.#adaptive.adaptiveCalibrationError(),
      classwiseCalibrationError: this.#classwise.classwiseCalibrationError(),
      calibrationErrorPerClass: this.#classwise.perClass(),
      reliability: this.#calibration.bins(),
      adaptiveReliability: this.#adaptive.bins(),
      maps: Object.fromEntries(maps) as Record<MapName, MapFigures>,
    };
  }

  #check({ probabilities, truth, maps }: MeasuredPixels<MapName>): void {
    const classes = this.#classCount;
    const lengths = [probabilities.length / classes, ...Array.from(this.#histograms.keys(), (name) => maps[name].length)];
    const strange = lengths.find((length) => length !== truth.length);
    if (strange !== undefined) throw new SfumatoError('sizeMismatch', `measuring uncertainty of ${classes} classes: wanted ${truth.length} pixels, got ${strange}`);
    const outside = truth.find((index) => index >= classes && index !== unlabelled);
    if (outside !== undefined) throw new SfumatoError('classOutOfRange', `measuring uncertainty: wanted classes below ${classes}, got ${outside}`);
  }
}
