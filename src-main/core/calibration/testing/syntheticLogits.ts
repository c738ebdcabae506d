import { RandomSource } from '../../random/RandomSource.ts';
import type { MemberLogits } from '../MemberLogits.ts';
import type { Temperatures } from '../Temperatures.ts';

interface Synthetic {
  readonly pixels: number;
  readonly members: number;
  readonly classes: number;
  /** At which the members' mean is the distribution that the labels were drawn from. */
  readonly temperature: Temperatures;
  readonly seed: number;
}

/** Logits of differing members, and labels drawn from the mean of their softmaxes at a known temperature. */
export function syntheticLogits({ pixels, members, classes, temperature, seed }: Synthetic): MemberLogits {
  const random = new RandomSource({ seed, stream: 0, counter: 0 });
  const logits = new Float32Array(pixels * members * classes);
  const truth = new Uint8Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const common = Array.from({ length: classes }, () => 3 * random.normal());
    const mean = new Float64Array(classes);
    for (let member = 0; member < members; member++) {
      const wanted = common.map((logit) => logit + random.normal());
      logits.set(typeof temperature === 'number' ? wanted.map((logit) => temperature * logit) : miscalibrated(wanted, temperature), (pixel * members + member) * classes);
      const powers = wanted.map((logit) => Math.exp(logit));
      const sum = powers.reduce((total, power) => total + power, 0);
      for (const [index, power] of powers.entries()) mean[index]! += power / (sum * members);
    }
    let rest = random.uniform();
    while (truth[pixel]! < classes - 1 && rest >= mean[truth[pixel]!]!) rest -= mean[truth[pixel]!++]!;
  }
  return { members, classes, logits, truth };
}

/**
 * Logarithms of the probabilities that a temperature for each class turns into the softmax of the wanted logits: T_c (z_c + k), with the
 * one k, found by halving, at which their exponentials sum to 1.
 */
function miscalibrated(wanted: readonly number[], temperatures: readonly number[]): number[] {
  const at = (k: number): number[] => wanted.map((logit, index) => temperatures[index]! * (logit + k));
  let [low, high] = [-1000, 1000];
  for (let halving = 0; halving < 80; halving++) {
    const middle = (low + high) / 2;
    if (at(middle).reduce((sum, logit) => sum + Math.exp(logit), 0) > 1) high = middle;
    else low = middle;
  }
  return at(low);
}
