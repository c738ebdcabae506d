import { SfumatoError } from '../SfumatoError.ts';
import { FloatBins, floatBits } from './FloatBins.ts';
import type { ScoreGroups } from './ScoreGroups.ts';
import { leftOut } from './ScoreGroups.ts';

/**
 * Gathers scores and outcomes by the million for figures of ranking. Scores of one bin, at most 2^-12 of their value apart, count as equal;
 * `rankingBounds` says within what the exact figures then lie. Memory: that of `FloatBins` with two sums, about 2 MiB for doubts.
 */
export class ScoreHistogram {
  readonly #bins = new FloatBins(2);

  /**
   * @param scores finite
   * @param outcomes 1 positive, 0 negative, 255 left out
   * @throws SfumatoError `sizeMismatch` when the lengths differ, `invalidInput` when a score that counts is not finite
   */
  add(scores: Float32Array, outcomes: Uint8Array): void {
    if (scores.length !== outcomes.length) {
      throw new SfumatoError('sizeMismatch', `histogram of scores: wanted ${scores.length} outcomes, got ${outcomes.length}`);
    }
    const patterns = floatBits(scores);
    for (let at = 0; at < patterns.length; at++) {
      const outcome = outcomes[at]!;
      if (outcome === leftOut) continue;
      const bits = patterns[at]!;
      this.#bins.octave(bits)[2 * FloatBins.offset(bits) + (outcome === 0 ? 0 : 1)]!++;
    }
  }

  /** @returns one group a bin that has a score */
  groups(): ScoreGroups {
    const positive: number[] = [];
    const negative: number[] = [];
    this.#bins.forEachAscending((sums, at) => {
      if (sums[at] === 0 && sums[at + 1] === 0) return;
      negative.push(sums[at]!);
      positive.push(sums[at + 1]!);
    });
    return { positive: Float64Array.from(positive), negative: Float64Array.from(negative) };
  }
}
