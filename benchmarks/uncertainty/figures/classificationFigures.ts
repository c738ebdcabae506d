import { CalibrationBins } from '../../../src-main/core/metrics/CalibrationBins.ts';
import { mostProbableClasses } from '../../../src-main/core/predictions/mostProbableClasses.ts';
import { digitClasses } from '../digits/digitSets.ts';

export interface ClassificationFigures {
  /** Mean negative log-likelihood of the true class, nats. */
  readonly nll: number;
  /** Share of the digits whose most probable class is right, 0 … 1. */
  readonly accuracy: number;
  /** Mean squared distance from the one-hot truth, 0 … 2. Source: Brier 1950. */
  readonly brier: number;
  readonly ece: number;
}

/** As small as 32 bits tell from nothing: one sure and wrong digit does not make the mean infinite. */
const smallestProbability = 1e-30;

/** @param probabilities [N,10] @param labels [N], 0 … 9 */
export function classificationFigures(probabilities: Float32Array, labels: Uint8Array): ClassificationFigures {
  const predicted = mostProbableClasses(probabilities, digitClasses);
  const bins = new CalibrationBins();
  let [loss, right, brier] = [0, 0, 0];
  for (let image = 0; image < labels.length; image++) {
    const of = probabilities.subarray(image * digitClasses, (image + 1) * digitClasses);
    const isRight = predicted[image] === labels[image];
    bins.add(of[predicted[image]!]!, isRight);
    loss -= Math.log(Math.max(smallestProbability, of[labels[image]!]!));
    right += isRight ? 1 : 0;
    brier += of.reduce((sum, value, index) => sum + (value - (index === labels[image] ? 1 : 0)) ** 2, 0);
  }
  return { nll: loss / labels.length, accuracy: right / labels.length, brier: brier / labels.length, ece: bins.expectedCalibrationError() };
}
