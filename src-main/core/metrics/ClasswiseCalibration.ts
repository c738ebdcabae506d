import { CalibrationBins, calibrationBinCount } from './CalibrationBins.ts';

/**
 * Calibration of the probability of every class, not of the predicted one alone: a class's error is that of "this pixel is of the class",
 * over bins of equal width. Memory: three sums a bin and class.
 * Source: Kull et al. 2019, arXiv:1910.12656 (classwise-ECE); Nixon et al. 2019, arXiv:1904.01685 (static calibration error).
 */
export class ClasswiseCalibration {
  readonly #classes: readonly CalibrationBins[];

  constructor(classCount: number, binCount = calibrationBinCount) {
    this.#classes = Array.from({ length: classCount }, () => new CalibrationBins(binCount));
  }

  /**
   * @param probabilities [pixels, classes]
   * @param start place of the pixel's first probability
   * @param truth class of the pixel
   */
  add(probabilities: Float32Array, start: number, truth: number): void {
    for (let index = 0; index < this.#classes.length; index++) this.#classes[index]!.add(probabilities[start + index]!, index === truth);
  }

  /** @returns error of each class, 0 … 1; a class that the truth lacks counts by the probability that it was given */
  perClass(): number[] {
    return this.#classes.map((bins) => bins.expectedCalibrationError());
  }

  /** @returns mean over all classes, 0 … 1; 0 when nothing was added */
  classwiseCalibrationError(): number {
    return this.perClass().reduce((sum, error) => sum + error, 0) / this.#classes.length;
  }
}
