import { RandomSource } from '../../random/RandomSource.ts';
import type { MemberLogits } from '../MemberLogits.ts';

interface Synthetic {
  readonly pixels: number;
  readonly members: number;
  readonly classes: number;
  /** At which the members' mean is the distribution that the labels were drawn from. */
  readonly temperature: number;
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
      const own = common.map((logit) => temperature * (logit + random.normal()));
      logits.set(own, (pixel * members + member) * classes);
      const powers = own.map((logit) => Math.exp(logit / temperature));
      const sum = powers.reduce((total, power) => total + power, 0);
      for (const [index, power] of powers.entries()) mean[index]! += power / (sum * members);
    }
    let rest = random.uniform();
    while (truth[pixel]! < classes - 1 && rest >= mean[truth[pixel]!]!) rest -= mean[truth[pixel]!++]!;
  }
  return { members, classes, logits, truth };
}
