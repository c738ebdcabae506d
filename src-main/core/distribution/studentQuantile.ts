import { SfumatoError } from '../SfumatoError.ts';

/** Halvings of the bracket: what 64 bits tell apart. */
const halvings = 100;

/**
 * The value that a Student t variable stays below with a given probability, by bisection of its distribution.
 * @param probability 0.5 … 1, both left out
 * @param freedom degrees of freedom, a whole number of 1 and up
 * @throws SfumatoError `invalidInput` outside of these
 */
export function studentQuantile(probability: number, freedom: number): number {
  if (!(probability > 0.5 && probability < 1) || !Number.isInteger(freedom) || freedom < 1) {
    throw new SfumatoError('invalidInput', `quantile of Student's t: wanted a probability over 0.5 and under 1 and whole degrees of freedom, got ${probability} and ${freedom}`);
  }
  let [low, high] = [0, 1];
  while (studentDistribution(high, freedom) < probability) high *= 2;
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (low + high) / 2;
    if (studentDistribution(middle, freedom) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Probability of a Student t variable below a value of 0 and up.
 * Source: Abramowitz & Stegun 1964, 26.7.3 and 26.7.4, closed forms for whole degrees of freedom.
 */
export function studentDistribution(value: number, freedom: number): number {
  const angle = Math.atan(value / Math.sqrt(freedom));
  const cosine = Math.cos(angle);
  const isOdd = freedom % 2 === 1;
  // cos + 2/3 cos³ + (2·4)/(3·5) cos⁵ … for odd degrees, 1 + 1/2 cos² + (1·3)/(2·4) cos⁴ … for even ones.
  let term = isOdd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let power = isOdd ? 3 : 2; power <= freedom - 2; power += 2) {
    term *= ((power - 1) / power) * cosine * cosine;
    sum += term;
  }
  const within = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return 0.5 + within / 2;
}
