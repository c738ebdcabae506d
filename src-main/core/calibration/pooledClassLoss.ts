import { checkLogits } from './MemberLogits.ts';
import type { MemberLogits } from './MemberLogits.ts';
import { logSumOf } from './Temperatures.ts';

/** A loss and how it goes with the logarithm of each class's temperature. */
export interface PooledClassLoss {
  /** Mean negative log likelihood, nats. */
  readonly value: number;
  /** [classes] */
  readonly gradient: Float64Array;
}

/**
 * Mean negative log likelihood of an ensemble's mean probabilities at a temperature for each class, with its gradient by the
 * temperatures' logarithms.
 *
 * With u_c = ln p_c / T_c, r = softmax(u), q_m the probability r_y that member m gives to the true class y and w_m = q_m / Σ q:
 * the loss -ln mean q has the derivatives Σ_m w_m u_c ([c = y] - r_c) by ln T_c.
 * @param images one at least with a pixel; their logits are logarithms of probabilities (`logProbabilities`)
 * @param temperatures of each class, over 0
 * @throws SfumatoError `sizeMismatch` when arrays do not fit
 */
export function pooledClassLoss(images: readonly MemberLogits[], temperatures: readonly number[]): PooledClassLoss {
  const gradient = new Float64Array(temperatures.length);
  const inverses = temperatures.map((temperature) => 1 / temperature);
  let [loss, pixels] = [0, 0];
  for (const image of images) {
    loss += addImage(gradient, image, inverses);
    pixels += image.truth.length;
  }
  return { value: loss / pixels, gradient: gradient.map((sum) => sum / pixels) };
}

/** @returns the sum of an image's losses, nats */
function addImage(gradient: Float64Array, image: MemberLogits, inverses: readonly number[]): number {
  checkLogits(image);
  const { members, classes, logits, truth } = image;
  const scaled = new Float64Array(members * classes);
  const shares = new Float64Array(members * classes);
  const logOfTruth = new Float64Array(members);
  let loss = 0;
  for (let pixel = 0, at = 0; pixel < truth.length; pixel++) {
    const label = truth[pixel]!;
    let largestOfTruth = -Infinity;
    for (let member = 0, from = 0; member < members; member++, at += classes, from += classes) {
      let largest = -Infinity;
      for (let index = 0; index < classes; index++) largest = Math.max(largest, (scaled[from + index] = logits[at + index]! * inverses[index]!));
      let sum = 0;
      for (let index = 0; index < classes; index++) sum += shares[from + index] = Math.exp(scaled[from + index]! - largest);
      for (let index = 0; index < classes; index++) shares[from + index]! /= sum;
      logOfTruth[member] = scaled[from + label]! - largest - Math.log(sum);
      largestOfTruth = Math.max(largestOfTruth, logOfTruth[member]!);
    }
    let total = 0;
    for (const each of logOfTruth) total += Math.exp(each - largestOfTruth);
    loss -= largestOfTruth + Math.log(total / members);
    for (let member = 0, from = 0; member < members; member++, from += classes) {
      const weight = Math.exp(logOfTruth[member]! - largestOfTruth) / total;
      for (let index = 0; index < classes; index++) gradient[index]! -= weight * scaled[from + index]! * shares[from + index]!;
      gradient[label]! += weight * scaled[from + label]!;
    }
  }
  return loss;
}

/** The same pixels with logits that are the logarithms of the members' probabilities: exp of them sums to 1 over the classes. */
export function logProbabilities(image: MemberLogits): MemberLogits {
  checkLogits(image);
  const { classes, logits } = image;
  const normalised = new Float32Array(logits.length);
  for (let at = 0; at < logits.length; at += classes) {
    const normaliser = logSumOf(logits, at, classes);
    for (let index = 0; index < classes; index++) normalised[at + index] = logits[at + index]! - normaliser;
  }
  return { ...image, logits: normalised };
}
