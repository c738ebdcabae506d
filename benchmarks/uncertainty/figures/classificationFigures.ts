import { CalibrationBins } from '../../../src-main/core/metrics/CalibrationBins.ts';
import { ProperScores } from '../../../src-main/core/metrics/ProperScores.ts';
import { mostProbableClasses } from '../../../src-main/core/predictions/mostProbableClasses.ts';
import { digitClasses } from '../digits/digitSets.ts';

export interface ClassificationFigures {
  /** Mean negative log-likelihood of the true class, nats. */
  readonly nll: number;
  /** Share of the digits whose most probable class is right, 0 … 1. */
  readonly accuracy: number;
  /** Sum of squared differences from the one-hot truth, 0 … 2. */
  readonly brier: number;
  /** Of fifteen bins, 0 … 1. */
  readonly ece: number;
}

/** @param probabilities [N,10] @param labels [N], 0 … 9, of one digit at least */
export function classificationFigures(probabilities: Float32Array, labels: Uint8Array): ClassificationFigures {
  const predicted = mostProbableClasses(probabilities, digitClasses);
  const bins = new CalibrationBins();
  const scores = new ProperScores();
  labels.forEach((truth, image) => {
    const start = image * digitClasses;
    const isRight = predicted[image] === truth;
    bins.add(probabilities[start + predicted[image]!]!, isRight);
    scores.add({ probabilities, start, classCount: digitClasses, truth, isRight });
  });
  const { nll, accuracy, brier } = scores.figures();
  return { nll: nll ?? NaN, accuracy: accuracy ?? NaN, brier: brier ?? NaN, ece: bins.expectedCalibrationError() };
}
