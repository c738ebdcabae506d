import { checkLogits } from './MemberLogits.ts';
import type { MemberLogits } from './MemberLogits.ts';

/** A loss and how it goes with the logarithm of the temperature. */
export interface PooledLoss {
  /** Mean negative log likelihood, nats. */
  readonly value: number;
  readonly slope: number;
  readonly curvature: number;
}

/**
 * Mean negative log likelihood of an ensemble's mean probabilities when every member's logits are divided by one
 * temperature, with its first two derivatives by the temperature's logarithm.
 *
 * With b = 1 / T, q_m the probability that member m gives to the true class and w_m = q_m / sum q: d ln q_m / db is the true
 * class's logit less the mean logit under m, g_m, and d²ln q_m / db² is minus the logits' variance under m, v_m. So the loss
 * -ln mean q has the derivatives -sum w g and (sum w g)² - sum w (g² - v).
 * @param images one at least with a pixel
 * @param temperature over 0
 * @throws SfumatoError `sizeMismatch` when arrays do not fit
 */
export function pooledLoss(images: readonly MemberLogits[], temperature: number): PooledLoss {
  const inverse = 1 / temperature;
  const totals = { pixels: 0, loss: 0, slope: 0, curvature: 0 };
  for (const image of images) addImage(totals, image, inverse);
  const { pixels, loss, slope, curvature } = totals;
  // From 1 / T to ln T: d/dln T = -b d/db.
  return {
    value: loss / pixels,
    slope: (-inverse * slope) / pixels,
    curvature: (inverse * inverse * curvature + inverse * slope) / pixels,
  };
}

interface Totals {
  pixels: number;
  loss: number;
  /** By 1 / T. */
  slope: number;
  curvature: number;
}

function addImage(totals: Totals, image: MemberLogits, inverse: number): void {
  checkLogits(image);
  const { members, classes, logits, truth } = image;
  const logShares = new Float64Array(members);
  const gains = new Float64Array(members);
  const variances = new Float64Array(members);
  for (let pixel = 0, at = 0; pixel < truth.length; pixel++) {
    let largestShare = -Infinity;
    for (let member = 0; member < members; member++, at += classes) {
      const own = logits[at + truth[pixel]!]!;
      const moments = momentsOf(logits, at, classes, inverse);
      logShares[member] = inverse * (own - moments.largest) - moments.logSum;
      gains[member] = own - moments.mean;
      variances[member] = moments.variance;
      largestShare = Math.max(largestShare, logShares[member]!);
    }
    let [sum, first, second] = [0, 0, 0];
    for (let member = 0; member < members; member++) {
      const share = Math.exp(logShares[member]! - largestShare);
      sum += share;
      first += share * gains[member]!;
      second += share * (gains[member]! ** 2 - variances[member]!);
    }
    totals.loss -= largestShare + Math.log(sum / members);
    totals.slope -= first / sum;
    totals.curvature += (first / sum) ** 2 - second / sum;
  }
  totals.pixels += truth.length;
}

/** Mean and variance of a pixel's logits under their own softmax; `logSum` is the softmax's normaliser less its largest logit's part. */
function momentsOf(logits: Float32Array, at: number, classes: number, inverse: number): { largest: number; logSum: number; mean: number; variance: number } {
  let largest = -Infinity;
  for (let index = 0; index < classes; index++) largest = Math.max(largest, logits[at + index]!);
  let [sum, first, second] = [0, 0, 0];
  for (let index = 0; index < classes; index++) {
    const below = logits[at + index]! - largest;
    const power = Math.exp(inverse * below);
    sum += power;
    first += power * below;
    second += power * below * below;
  }
  const mean = first / sum;
  return { largest, logSum: Math.log(sum), mean: mean + largest, variance: Math.max(0, second / sum - mean * mean) };
}
