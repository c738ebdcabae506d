/** What is known of a region before it is settled, by which its time is foretold. */
export interface EffortPredictors {
  readonly pixelCount: number;
  /** Expected number of wrong pixels. */
  readonly score: number;
  /** Pixels of the region beside one predicted as another class. */
  readonly boundaryPixels: number;
}

/** Seconds that an expert will need for a region: to look, and to repair what is expected to be wrong. */
export interface EffortModel {
  secondsOf(region: EffortPredictors): number;
}

/** A region that was settled, and the seconds that it took. */
export interface TimedRegion extends EffortPredictors {
  readonly seconds: number;
}

/**
 * Before anything was timed: 3 s to arrive and judge, as much again for a boundary of 100 pixels to be followed, and a
 * twentieth of a second for each wrong pixel to be painted over.
 */
const prior = [3, 0.03, 0.05] as const;
/** How far each is believed to lie from the truth, standard deviation. */
const priorDeviation = [2, 0.03, 0.05] as const;
/** Of a single region's time around what is foretold, seconds. */
const noise = 4;
/** Longer and the expert was elsewhere. */
const longestSeconds = 60;
const shortestSeconds = 0.5;

export const usualEffort: EffortModel = modelOf([...prior]);

/**
 * Learns how long an expert needs: seconds = a + b boundary + c expected wrong pixels, the posterior mean under a normal prior, so that
 * a few timings move it a little and many decide it. No coefficient is below 0.
 * @param timed in any order; what took longer than a minute counts as a minute
 * Source: Bayesian linear regression, Bishop 2006, Pattern Recognition and Machine Learning, section 3.3.1.
 */
export function learnEffort(timed: readonly TimedRegion[]): EffortModel {
  const precision = priorDeviation.map((deviation, row) => priorDeviation.map((_none, column) => (row === column ? 1 / deviation ** 2 : 0)));
  const right = prior.map((mean, row) => mean / priorDeviation[row]! ** 2);
  for (const region of timed) {
    const terms = termsOf(region);
    const seconds = Math.min(Math.max(region.seconds, 0), longestSeconds);
    for (const [row, term] of terms.entries()) {
      right[row]! += (term * seconds) / noise ** 2;
      for (const [column, other] of terms.entries()) precision[row]![column]! += (term * other) / noise ** 2;
    }
  }
  return modelOf(solve(precision, right).map((coefficient) => Math.max(0, coefficient)));
}

function modelOf(coefficients: readonly number[]): EffortModel {
  return {
    secondsOf: (region) => Math.max(shortestSeconds, termsOf(region).reduce((sum, term, at) => sum + term * coefficients[at]!, 0)),
  };
}

function termsOf({ boundaryPixels, score }: EffortPredictors): readonly [number, number, number] {
  return [1, boundaryPixels, score];
}

/** Solves a symmetric positive definite system by Gaussian elimination; three unknowns need no pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = pivot + 1; row < size; row++) {
      const factor = rows[row]![pivot]! / rows[pivot]![pivot]!;
      for (let column = pivot; column <= size; column++) rows[row]![column]! -= factor * rows[pivot]![column]!;
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let rest = rows[row]![size]!;
    for (let column = row + 1; column < size; column++) rest -= rows[row]![column]! * solution[column]!;
    solution[row] = rest / rows[row]![row]!;
  }
  return solution;
}
