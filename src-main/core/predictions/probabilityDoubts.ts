/** How doubtful the mean probabilities of each pixel are, without any logarithm; 0 … 1, higher is more doubtful. */
export interface ProbabilityDoubts {
  /** [pixels], 1 - (p1 - p2), p1 and p2 the largest two probabilities: 0 … 1. */
  readonly margin: Float32Array;
  /** [pixels], 1 - p1: 0 … 1 - 1 / C. */
  readonly maximumProbability: Float32Array;
}

/**
 * @param probabilities [pixels, classes], summing to 1 over the classes, two or more
 * Source: Settles 2009, "Active learning literature survey", section 3.1: least confidence and margin sampling.
 */
export function probabilityDoubts(probabilities: Float32Array, classCount: number): ProbabilityDoubts {
  const pixels = probabilities.length / classCount;
  const margin = new Float32Array(pixels);
  const maximumProbability = new Float32Array(pixels);
  for (let pixel = 0, at = 0; pixel < pixels; pixel++) {
    let largest = 0;
    let second = 0;
    for (const end = at + classCount; at < end; at++) {
      const value = probabilities[at]!;
      if (value > largest) {
        second = largest;
        largest = value;
      } else if (value > second) second = value;
    }
    // Rounding may take a sum of probabilities a hair past 1.
    margin[pixel] = Math.max(0, 1 - (largest - second));
    maximumProbability[pixel] = Math.max(0, 1 - largest);
  }
  return { margin, maximumProbability };
}

/**
 * Variance over the members, mean over the classes.
 * @param variance [pixels, classes], biased, of each class's probability over the members
 * @returns [pixels], 0 … `largestMeanVariance`
 */
export function meanVariance(variance: Float32Array, classCount: number): Float32Array {
  const result = new Float32Array(variance.length / classCount);
  for (let pixel = 0, at = 0; pixel < result.length; pixel++) {
    let sum = 0;
    for (const end = at + classCount; at < end; at++) sum += variance[at]!;
    result[pixel] = sum / classCount;
  }
  return result;
}

/** Where members are sure, each of another class in equal shares: 1 / C times 1 - 1 / C, a quarter for two classes. */
export function largestMeanVariance(classCount: number): number {
  return (1 - 1 / classCount) / classCount;
}
