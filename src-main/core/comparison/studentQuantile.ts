import { SfumatoError } from '../SfumatoError.ts';

/** Steps of the bisection: halving 0 … 1e6 so often leaves less than 1e-12. */
const halvings = 64;
const largest = 1e6;

/**
 * Quantile of Student's t distribution.
 * @param probability 0.5 … 1, without 1
 * @param degrees of freedom, a whole number 1 …
 * @returns t such that a value drawn is below it with that probability, to about 1e-9
 * @throws SfumatoError `invalidInput` for another probability or number of degrees
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (!(probability >= 0.5 && probability < 1) || !Number.isInteger(degrees) || degrees < 1) {
    throw new SfumatoError('invalidInput', `quantile of Student's t: wanted a probability 0.5 … 1 and whole degrees of freedom, got ${probability} and ${degrees}`);
  }
  let [low, high] = [0, largest];
  for (let step = 0; step < halvings; step++) {
    const middle = (low + high) / 2;
    if ((1 + withinStudent(middle, degrees)) / 2 < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * P(|T| <= t) as a finite sum.
 * Source: Abramowitz and Stegun 1964, 26.7.3 and 26.7.4.
 */
function withinStudent(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const sine = Math.sin(angle);
  const squaredCosine = Math.cos(angle) ** 2;
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let factor = isOdd ? 2 : 1; factor <= degrees - 3; factor += 2) {
    term *= (factor / (factor + 1)) * squaredCosine;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}
