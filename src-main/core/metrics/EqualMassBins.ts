import { calibrationBinCount } from './CalibrationBins.ts';
import { FloatBins } from './FloatBins.ts';
import type { ReliabilityBin } from './ReliabilityBin.ts';

/** The adaptive calibration error, and what the error of the exactly sorted pixels differs from it by at most. */
export interface AdaptiveError {
  /** 0 … 1 */
  readonly value: number;
  readonly within: number;
}

/** A fine bin, from the surest pixels to the least sure. */
interface FineBin {
  readonly count: number;
  readonly right: number;
  /** Sum of 1 - confidence. */
  readonly doubt: number;
  readonly lowest: number;
  readonly highest: number;
}

/** A fine bin's share of a coarse bin, and how much the split may be wrong by. */
interface MassBin {
  count: number;
  right: number;
  doubt: number;
  highest: number;
}

/**
 * Gathers confidences and whether they were right for the adaptive calibration error: bins that hold equally many pixels (to one), since
 * confident networks put nearly all of theirs into the last bin of equal width. Pixels are kept in fine bins of 1 - confidence (2^-12 of
 * its value wide), merged into the wanted number at the end; a fine bin that two bins share is split evenly, as if its pixels came in random
 * order. Memory: that of `FloatBins` with five sums, below 5 MiB, as 1 - confidence is 0 or a multiple of 2^-24 at least.
 * Source: Nguyen & O'Connor 2015, arXiv:1508.05154; Nixon et al. 2019, arXiv:1904.01685 (there for every class; here for the predicted one).
 */
export class EqualMassBins {
  readonly #fine = new FloatBins(5);
  readonly #pattern = new Float32Array(1);
  readonly #bits = new Int32Array(this.#pattern.buffer);

  /** @param confidence probability of the predicted class, 0 … 1 */
  add(confidence: number, isRight: boolean): void {
    const doubt = 1 - confidence;
    this.#pattern[0] = doubt;
    const bits = this.#bits[0]!;
    const sums = this.#fine.octave(bits);
    const at = 5 * FloatBins.offset(bits);
    if (sums[at] === 0 || doubt < sums[at + 3]!) sums[at + 3] = doubt;
    if (sums[at] === 0 || doubt > sums[at + 4]!) sums[at + 4] = doubt;
    sums[at]!++;
    if (isRight) sums[at + 1]!++;
    sums[at + 2]! += doubt;
  }

  /**
   * @param binCount 1 or more
   * @returns the diagram behind the error, from the least sure bin to the surest; fewer bins where there are fewer pixels
   */
  bins(binCount = calibrationBinCount): ReliabilityBin[] {
    const { bins } = this.#merge(binCount);
    const edges = [0, ...bins.map(({ highest }) => highest)];
    return bins
      .map(({ count, right, doubt }, at) => ({ lower: 1 - edges[at + 1]!, upper: 1 - edges[at]!, count, confidence: 1 - doubt / count, accuracy: right / count }))
      .reverse();
  }

  /** @returns sum over bins of |accuracy - mean confidence| x share of pixels; 0 when nothing was added */
  adaptiveCalibrationError(binCount = calibrationBinCount): AdaptiveError {
    const { bins, deviation, total } = this.#merge(binCount);
    if (total === 0) return { value: 0, within: 0 };
    const gap = bins.reduce((sum, { count, right, doubt }) => sum + Math.abs(right - (count - doubt)), 0);
    // A boundary moves what it splits wrongly out of one bin and into the next.
    return { value: gap / total, within: (2 * deviation) / total };
  }

  #merge(binCount: number): { readonly bins: readonly MassBin[]; readonly deviation: number; readonly total: number } {
    const fine = this.#fineBins();
    const total = fine.reduce((sum, { count }) => sum + count, 0);
    const wanted = Math.min(binCount, total);
    const bins: MassBin[] = [];
    let [deviation, before] = [0, 0];
    for (const bin of fine) {
      let taken = 0;
      while (taken < bin.count) {
        const current = bins.at(-1);
        // Bin b of B holds the pixels from floor(b N / B) up to floor((b + 1) N / B).
        const end = Math.floor((bins.length * total) / wanted);
        if (!current || before + taken >= end) {
          if (current && taken > 0) deviation += splitDeviation(bin, taken);
          bins.push({ count: 0, right: 0, doubt: 0, highest: 0 });
          continue;
        }
        const part = Math.min(bin.count - taken, end - before - taken);
        current.count += part;
        current.right += (bin.right * part) / bin.count;
        current.doubt += (bin.doubt * part) / bin.count;
        current.highest = bin.highest;
        taken += part;
      }
      before += bin.count;
    }
    return { bins, deviation, total };
  }

  #fineBins(): FineBin[] {
    const fine: FineBin[] = [];
    this.#fine.forEachAscending((sums, at) => {
      if (sums[at] === 0) return;
      fine.push({ count: sums[at]!, right: sums[at + 1]!, doubt: sums[at + 2]!, lowest: sums[at + 3]!, highest: sums[at + 4]! });
    });
    return fine;
  }
}

/** The most that "right - confidence" of a fine bin's first `part` pixels differs from their even share. */
function splitDeviation({ count, right, doubt, lowest, highest }: FineBin, part: number): number {
  const even = (right * part) / count;
  const mostRight = Math.min(part, right) - even;
  const leastRight = even - Math.max(0, part - (count - right));
  const mean = doubt / count;
  const doubtful = Math.min(part * (mean - lowest), (count - part) * (highest - mean));
  return Math.max(mostRight, leastRight) + Math.max(0, doubtful);
}
