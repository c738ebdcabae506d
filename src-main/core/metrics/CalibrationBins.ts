import type { ReliabilityBin } from './ReliabilityBin.ts';

/** Bins over 0 … 1, where nothing else is asked for; fifteen is what the literature reports. */
export const calibrationBinCount = 15;

/**
 * Gathers confidences and whether they were right, pixel by pixel, for the expected calibration error.
 * Source: Guo et al. 2017, arXiv:1706.04599, equation 3 (each bin weighs |B_m| / N).
 */
export class CalibrationBins {
  readonly #binCount: number;
  readonly #count: Float64Array;
  readonly #confidence: Float64Array;
  readonly #right: Float64Array;

  /** @param binCount bins of equal width over 0 … 1 */
  constructor(binCount = calibrationBinCount) {
    this.#binCount = binCount;
    this.#count = new Float64Array(binCount);
    this.#confidence = new Float64Array(binCount);
    this.#right = new Float64Array(binCount);
  }

  /** @param confidence probability of the predicted class, 0 … 1 */
  add(confidence: number, right: boolean): void {
    // Bins are open below and closed above, as in the paper; a confidence of 0 joins the first.
    const bin = Math.min(this.#binCount - 1, Math.max(0, Math.ceil(confidence * this.#binCount) - 1));
    this.#count[bin]!++;
    this.#confidence[bin]! += confidence;
    if (right) this.#right[bin]!++;
  }

  /** @returns the diagram behind the error, from the least sure bin to the surest */
  bins(): ReliabilityBin[] {
    return Array.from(this.#count, (count, bin) => ({
      lower: bin / this.#binCount,
      upper: (bin + 1) / this.#binCount,
      count,
      confidence: count === 0 ? null : this.#confidence[bin]! / count,
      accuracy: count === 0 ? null : this.#right[bin]! / count,
    }));
  }

  /** @returns sum over bins of |accuracy - mean confidence| x share of pixels, 0 … 1; 0 when nothing was added */
  expectedCalibrationError(): number {
    const total = this.#count.reduce((sum, count) => sum + count, 0);
    if (total === 0) return 0;
    let gap = 0;
    for (let bin = 0; bin < this.#binCount; bin++) {
      // (count / total) x |right / count - confidence / count|: the count cancels.
      gap += Math.abs(this.#right[bin]! - this.#confidence[bin]!);
    }
    return gap / total;
  }
}
