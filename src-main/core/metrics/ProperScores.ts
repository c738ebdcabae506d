/** Probabilities below this count as this, so that one sure and wrong pixel does not make the mean infinite. */
export const smallestProbability = 1e-7;

/** Means over the pixels added; null before there is one. */
export interface ProperFigures {
  /** Share predicted right, 0 … 1. */
  readonly accuracy: number | null;
  /** Negative logarithm of the probability of the true class, nats, 0 … 16.1 (probabilities count as 1e-7 at least). */
  readonly nll: number | null;
  /**
   * Sum over the classes of (p - [true])², 0 … 2, of two classes too: scikit-learn's `brier_score_loss(scale_by_half=False)`. Half of it is
   * what is usual where there are two classes alone.
   */
  readonly brier: number | null;
}

/** One pixel of a list of probabilities. */
export interface ScoredPixel {
  /** [pixels, classes], summing to 1 over the classes. */
  readonly probabilities: Float32Array;
  /** Place of the pixel's first probability. */
  readonly start: number;
  readonly classCount: number;
  /** Class of the pixel, below `classCount`. */
  readonly truth: number;
  /** Whether the predicted class is it. */
  readonly isRight: boolean;
}

/**
 * Accuracy and proper scores of probabilities, pixel by pixel.
 * Source: Brier 1950, Monthly Weather Review 78(1), 1; Gneiting & Raftery 2007, JASA 102(477), 359.
 */
export class ProperScores {
  #pixels = 0;
  #right = 0;
  #lossSum = 0;
  #brierSum = 0;

  /** @returns the pixel's negative log likelihood, nats */
  add({ probabilities, start, classCount, truth, isRight }: ScoredPixel): number {
    let squares = 1 - 2 * probabilities[start + truth]!;
    for (let at = start; at < start + classCount; at++) squares += probabilities[at]! * probabilities[at]!;
    const loss = -Math.log(Math.max(smallestProbability, probabilities[start + truth]!));
    this.#pixels++;
    if (isRight) this.#right++;
    this.#lossSum += loss;
    this.#brierSum += squares;
    return loss;
  }

  get pixels(): number {
    return this.#pixels;
  }

  figures(): ProperFigures {
    const mean = (sum: number): number | null => (this.#pixels === 0 ? null : sum / this.#pixels);
    return { accuracy: mean(this.#right), nll: mean(this.#lossSum), brier: mean(this.#brierSum) };
  }
}
