import { normalNoise } from '../../core/random/normalNoise.ts';
import type { RandomSource } from '../../core/random/RandomSource.ts';

export interface FastFactorSettings {
  readonly factors: 'signs' | 'normal';
  readonly factorDeviation: number;
}

/**
 * What the members of a BatchEnsemble scale their layers' inputs or outputs with before the first step.
 * @returns [size]
 */
export function fastFactors(size: number, { factors, factorDeviation }: FastFactorSettings, random: RandomSource): Float32Array {
  if (factors === 'signs') return Float32Array.from({ length: size }, () => (random.chance(0.5) ? 1 : -1));
  return normalNoise(random, size).map((noise) => 1 + factorDeviation * noise);
}
