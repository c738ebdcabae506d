import type { RandomKey } from '../../core/random/RandomSource.ts';
import type { ModelFile } from './modelFile.ts';

/**
 * What each stochastic pass of each member draws from: the seed of the model's passes, the member and the pass's number.
 * A member is told by its weights, so that it drops the same alone as among the others.
 * @returns the keys of each member's passes, in the members' order; null where each runs once, as it is
 */
export function passDraws({ passes, members }: Pick<ModelFile, 'passes' | 'members'>): readonly (readonly RandomKey[])[] | null {
  if (!passes) return null;
  return members.map(({ sha256 }) => {
    const stream = Number.parseInt(sha256.slice(0, 8), 16);
    return Array.from({ length: passes.count }, (_none, counter) => ({ seed: passes.seed, stream, counter }));
  });
}
