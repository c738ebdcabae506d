import type { RandomSource } from '../../random/RandomSource.ts';

/** All items in a random order, each order as likely. Source: Fisher & Yates 1938, in Durstenfeld's form. */
export function shuffled<Item>(items: readonly Item[], random: RandomSource): Item[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(random.uniform() * (at + 1));
    [result[at], result[other]] = [result[other]!, result[at]!];
  }
  return result;
}
