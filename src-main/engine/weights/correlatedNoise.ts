import { normalNoise } from '../../core/random/normalNoise.ts';
import type { RandomSource } from '../../core/random/RandomSource.ts';

export interface CorrelationSettings {
  /**
   * How near two weights of a tensor lie, in deviations of the tensor's own weights, to be correlated by e^(-1/2); 0: each weight
   * by itself.
   */
  readonly correlationLength: number;
  /** Random frequencies, each with a sine and a cosine: half the rank of the covariance. 1 or more. */
  readonly frequencies: number;
}

/** Tracked mean and deviation of one tensor's weights. */
export interface TensorTrack {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/**
 * Standard normal numbers for the weights of one tensor, correlated where weights are alike: by exp(-d² / 2), where d is the
 * distance of two weights' (mean, deviation), each in units of its spread over the tensor times `correlationLength`. A matrix
 * of all pairs would be too large to write down, so the kernel is put together from random frequencies: a noise is
 * Σ (a cos wx + b sin wx) / √frequencies. A cosine with its sine, in place of one cosine with a random phase, keeps each
 * weight's own variance at exactly 1.
 *
 * The unit is the tensor's own spread: with one length for all tensors a kernel of a large fan-in, whose weights are small,
 * would lie within it as a whole, and have all its noise in one direction. The authors' published program has one length, 1 in the
 * unit of the weights, and takes the trained weight alone for a weight's place; ten frequencies, as here by default. It draws the phase of
 * a cosine for each weight anew, which leaves no two weights correlated: what it measures is nearer to a `correlationLength` of 0.
 * @returns as many as weights
 * Source: Franchi et al. 2020, arXiv:1912.11316, section 3, for the covariance; Rahimi & Recht 2007, "Random features for
 * large-scale kernel machines", for the frequencies.
 */
export function correlatedNoise({ mean, deviation }: TensorTrack, { correlationLength, frequencies }: CorrelationSettings, random: RandomSource): Float32Array {
  const ofMean = 1 / (correlationLength * spreadOf(mean));
  const ofDeviation = 1 / (correlationLength * spreadOf(deviation));
  const drawn = normalNoise(random, 4 * frequencies);
  const scale = 1 / Math.sqrt(frequencies);
  const noise = new Float32Array(mean.length);
  for (let frequency = 0; frequency < frequencies; frequency++) {
    const [along, across, even, odd] = drawn.subarray(4 * frequency, 4 * frequency + 4) as unknown as [number, number, number, number];
    const [perMean, perDeviation] = [along * ofMean, across * ofDeviation];
    for (let at = 0; at < noise.length; at++) {
      const phase = perMean * mean[at]! + perDeviation * deviation[at]!;
      noise[at]! += scale * (even * Math.cos(phase) + odd * Math.sin(phase));
    }
  }
  return noise;
}

/** Standard deviation; 1 where all are equal, which then lie at one place whatever the unit. */
function spreadOf(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  // Rounding alone is no spread.
  return variance > 1e-12 * mean ** 2 ? Math.sqrt(variance) : 1;
}
