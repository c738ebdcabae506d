import { SfumatoError } from '../SfumatoError.ts';
import { temperPixel } from './Temperatures.ts';
import type { Temperatures } from './Temperatures.ts';

/** Labelled pixels of one image as the members of an ensemble see them. */
export interface MemberLogits {
  readonly members: number;
  readonly classes: number;
  /** [pixels, members, classes], each pixel's of a member up to a constant: a softmax does not see it. */
  readonly logits: Float32Array;
  /** [pixels], class indices. */
  readonly truth: Uint8Array;
}

/** Probabilities below this count as this: what 32 bits hold of less is rounding. */
const smallestProbability = 1e-30;

/**
 * Logits that a member's probabilities at a temperature of 1 came from: a softmax is undone by the logarithm, but for a constant a pixel.
 * @param probabilities any shape, 0 … 1
 * @returns the same shape
 */
export function logitsOf(probabilities: Float32Array): Float32Array {
  return probabilities.map((probability) => Math.log(Math.max(smallestProbability, probability)));
}

/**
 * Mean over the members of their probabilities at a temperature, or at one for each class.
 * @returns [pixels, classes], sums to 1 over the classes
 * @throws SfumatoError `sizeMismatch` when the arrays do not fit
 */
export function pooledProbabilities({ members, classes, logits, truth }: MemberLogits, temperatures: Temperatures): Float32Array {
  checkLogits({ members, classes, logits, truth });
  const pooled = new Float32Array(truth.length * classes);
  const own = new Float64Array(classes);
  for (let pixel = 0, at = 0; pixel < truth.length; pixel++) {
    for (let member = 0; member < members; member++, at += classes) {
      temperPixel(logits, at, temperatures, own);
      for (let index = 0; index < classes; index++) pooled[pixel * classes + index]! += own[index]! / members;
    }
  }
  return pooled;
}

/** @throws SfumatoError `sizeMismatch` when the arrays do not fit */
export function checkLogits({ members, classes, logits, truth }: MemberLogits): void {
  const wanted = truth.length * members * classes;
  if (logits.length !== wanted) {
    throw new SfumatoError('sizeMismatch', `logits of ${truth.length} pixels, ${members} members, ${classes} classes: wanted ${wanted} values, got ${logits.length}`);
  }
}
