import { digitClasses } from '../digits/digitSets.ts';

const smallestProbability = 1e-30;
const steps = 40;

/**
 * The temperature that makes held-out labels most probable, by Newton's method in the inverse temperature, in which the
 * negative log-likelihood is convex.
 * @param probabilities [N,10]; their logarithms stand for the logits, which they equal up to a constant of each image. Of an
 * ensemble, those of the mean: pooled, then calibrated (Rahaman & Thiery 2021, arXiv:2007.08792)
 * @param labels [N], 0 … 9
 * @returns T > 0
 * Source: Guo et al. 2017, arXiv:1706.04599, section 4.2.
 */
export function fitTemperature(probabilities: Float32Array, labels: Uint8Array): number {
  const logits = Float64Array.from(probabilities, (value) => Math.log(Math.max(smallestProbability, value)));
  let inverse = 1;
  for (let step = 0; step < steps; step++) {
    const { slope, curvature } = derivatives(logits, labels, inverse);
    if (curvature < 1e-12) break;
    // Never further than a factor of two: far from the minimum the quadratic is no guide.
    const next = Math.min(2 * inverse, Math.max(inverse / 2, inverse - slope / curvature));
    if (Math.abs(next - inverse) < 1e-9) break;
    inverse = next;
  }
  return 1 / inverse;
}

/** Of the mean negative log-likelihood with respect to 1 / T: mean logit less that of the label, and the logits' variance. */
function derivatives(logits: Float64Array, labels: Uint8Array, inverse: number): { slope: number; curvature: number } {
  let [slope, curvature] = [0, 0];
  for (let image = 0; image < labels.length; image++) {
    const first = image * digitClasses;
    let [sum, mean, square] = [0, 0, 0];
    for (let at = first; at < first + digitClasses; at++) {
      // Logarithms of probabilities are at most 0, so that no exponential is large.
      const weight = Math.exp(logits[at]! * inverse);
      sum += weight;
      mean += weight * logits[at]!;
      square += weight * logits[at]! ** 2;
    }
    mean /= sum;
    slope += mean - logits[first + labels[image]!]!;
    curvature += square / sum - mean ** 2;
  }
  return { slope: slope / labels.length, curvature: curvature / labels.length };
}

/** @returns [N,10], softmax of the logarithms divided by the temperature */
export function atTemperature(probabilities: Float32Array, temperature: number): Float32Array {
  const scaled = Float32Array.from(probabilities, (value) => Math.max(smallestProbability, value) ** (1 / temperature));
  for (let first = 0; first < scaled.length; first += digitClasses) {
    const image = scaled.subarray(first, first + digitClasses);
    const sum = image.reduce((total, value) => total + value, 0);
    for (let at = 0; at < digitClasses; at++) image[at]! /= sum;
  }
  return scaled;
}
