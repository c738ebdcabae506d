import { areaUnderRoc, averagePrecision, falsePositiveRate } from '../../../src-main/core/metrics/errorDetection.ts';
import { groupScores, type ScoreGroups } from '../../../src-main/core/metrics/ScoreGroups.ts';
import { mostProbableClasses } from '../../../src-main/core/predictions/mostProbableClasses.ts';
import { digitClasses } from '../digits/digitSets.ts';
import type { Outcome } from './Outcome.ts';

/**
 * How well confidence tells what is to be trusted (positive) from what is not: 0 … 1 each.
 * Source: Hendrycks et al. 2019, arXiv:1911.11132, with the lectures' convention that digits are the positives.
 */
export interface DetectionFigures {
  readonly areaUnderRoc: number;
  readonly averagePrecision: number;
  /** Share of the foreign inputs taken for digits where 95 % of the digits are. */
  readonly falsePositiveRate: number;
}

/** Digits against inputs that are none. */
export function foreignDetection(digits: Outcome, foreign: Outcome): DetectionFigures {
  return figuresOf(separated(confidenceOf(digits), confidenceOf(foreign)));
}

/** Digits against foreign inputs by the members' disagreement alone, area under the ROC; null where there is one member. */
export function disagreementDetection(digits: Outcome, foreign: Outcome): number | null {
  const [own, other] = [mutualInformation(digits), mutualInformation(foreign)];
  if (!own.some((value) => value > 1e-6) && !other.some((value) => value > 1e-6)) return null;
  return areaUnderRoc(separated(own.map((value) => -value), other.map((value) => -value)));
}

/** Digits that were told right against those that were not. */
export function errorDetection(digits: Outcome, labels: Uint8Array): DetectionFigures {
  const predicted = mostProbableClasses(digits.probabilities, digitClasses);
  return figuresOf(groupScores(confidenceOf(digits), Uint8Array.from(labels, (truth, image) => (predicted[image] === truth ? 1 : 0))));
}

function separated(positive: Float32Array, negative: Float32Array): ScoreGroups {
  const scores = new Float32Array(positive.length + negative.length);
  scores.set(positive);
  scores.set(negative, positive.length);
  return groupScores(scores, new Uint8Array(scores.length).fill(1, 0, positive.length));
}

function figuresOf(groups: ScoreGroups): DetectionFigures {
  return { areaUnderRoc: areaUnderRoc(groups) ?? NaN, averagePrecision: averagePrecision(groups) ?? NaN, falsePositiveRate: falsePositiveRate(groups) ?? NaN };
}

/** The method's own, else the highest mean probability. */
function confidenceOf({ count, probabilities, confidence }: Outcome): Float32Array {
  return confidence ?? Float32Array.from({ length: count }, (_none, image) => Math.max(...probabilities.subarray(image * digitClasses, (image + 1) * digitClasses)));
}

/** H(mean p) - mean H(p), nats. Source: Houlsby et al. 2011, arXiv:1112.5745. */
function mutualInformation({ count, probabilities, expectedEntropy }: Outcome): Float32Array {
  return Float32Array.from({ length: count }, (_none, image) => {
    let entropy = 0;
    for (const value of probabilities.subarray(image * digitClasses, (image + 1) * digitClasses)) if (value > 0) entropy -= value * Math.log(value);
    return entropy - expectedEntropy[image]!;
  });
}
