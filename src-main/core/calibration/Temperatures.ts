/**
 * What a member's logits are divided by before the softmax: one temperature T for all classes, or one T_c for each, in their order.
 *
 * One for all divides the logits as they are. One for each divides the logarithms of the member's probabilities p, so that a
 * constant of its logits, which a softmax does not see, does not matter: p'_c = p_c^(1 / T_c) / Σ p_k^(1 / T_k). Where all T_c are
 * equal both are the same. This is Guo et al.'s vector scaling without its bias, on log probabilities. Unlike one temperature for
 * all, it may change which class is the most probable.
 * Source: Guo et al. 2017, arXiv:1706.04599, section 4.2.
 */
export type Temperatures = number | readonly number[];

/** Which of the two a calibration fits; `automatic`: the one that is worth more on images that it was not fitted on. */
export const temperatureChoices = ['automatic', 'single', 'perClass'] as const;

export type TemperatureChoice = (typeof temperatureChoices)[number];

/** Either kind of temperatures. */
export type TemperatureKind = Exclude<TemperatureChoice, 'automatic'>;

/** @returns the temperature of each class */
export function temperaturesOfClasses(temperatures: Temperatures, classes: number): readonly number[] {
  return typeof temperatures === 'number' ? new Array<number>(classes).fill(temperatures) : temperatures;
}

/** Whether two models' temperatures say the same. */
export function sameTemperatures(one: Temperatures, other: Temperatures): boolean {
  return String(one) === String(other) && typeof one === typeof other;
}

/** The least and the largest of them, the same number twice of a single one. */
export function spanOfTemperatures(temperatures: Temperatures): readonly [number, number] {
  return typeof temperatures === 'number' ? [temperatures, temperatures] : [Math.min(...temperatures), Math.max(...temperatures)];
}

/**
 * One pixel's probabilities at temperatures.
 * @param logits the pixel's from `at` on, in units of ln p, up to a constant
 * @param probabilities [classes], what is written to; sums to 1
 */
export function temperPixel(logits: Float32Array, at: number, temperatures: Temperatures, probabilities: Float64Array): void {
  const classes = probabilities.length;
  if (typeof temperatures === 'number') {
    for (let index = 0; index < classes; index++) probabilities[index] = logits[at + index]!;
    softmaxInPlace(probabilities, temperatures);
    return;
  }
  const normaliser = logSumOf(logits, at, classes);
  for (let index = 0; index < classes; index++) probabilities[index] = (logits[at + index]! - normaliser) / temperatures[index]!;
  softmaxInPlace(probabilities, 1);
}

/** ln Σ exp of one pixel's logits. */
export function logSumOf(logits: Float32Array, at: number, classes: number): number {
  let largest = -Infinity;
  for (let index = 0; index < classes; index++) largest = Math.max(largest, logits[at + index]!);
  let sum = 0;
  for (let index = 0; index < classes; index++) sum += Math.exp(logits[at + index]! - largest);
  return largest + Math.log(sum);
}

function softmaxInPlace(values: Float64Array, temperature: number): void {
  let largest = -Infinity;
  for (const value of values) largest = Math.max(largest, value);
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] = Math.exp((values[index]! - largest) / temperature);
  for (let index = 0; index < values.length; index++) values[index]! /= sum;
}
