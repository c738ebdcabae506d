import { SfumatoError } from '../SfumatoError.ts';
import { studentQuantile } from './studentQuantile.ts';

/** Of images like those that the limit was made from, one in a hundred lies beyond it. */
export const limitProbability = 0.99;

/** Two distances have a spread, but the limit from it would be beyond all reason. */
export const leastReferences = 3;

/**
 * The distance beyond which another image is held to be unlike the others: the upper prediction limit for one more of
 * their kind, with the logarithms of the distances as normal. The fewer there are, the farther off it lies.
 * @param distances of images that had no part in the distribution, over 0
 * @throws SfumatoError `invalidInput` for fewer than `leastReferences`
 * Source: Hahn & Meeker 1991, Statistical Intervals, section 4.8 (prediction limit for one future observation).
 */
export function distanceLimit(distances: readonly number[]): number {
  const count = distances.length;
  if (count < leastReferences) throw new SfumatoError('invalidInput', `limit of distances: wanted ${leastReferences} at least, got ${count}`);
  const logs = distances.map((distance) => Math.log(Math.max(Number.MIN_VALUE, distance)));
  const mean = logs.reduce((sum, value) => sum + value, 0) / count;
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return Math.exp(mean + studentQuantile(limitProbability, count - 1) * Math.sqrt(variance * (1 + 1 / count)));
}
