import { sizeOf } from '../../../models/parameters.ts';
import { normalNoise } from '../../core/random/normalNoise.ts';
import type { RandomSource } from '../../core/random/RandomSource.ts';
import { kalmanTracker } from './kalmanTracker.ts';
import type { KalmanSettings } from './kalmanTracker.ts';
import { correlatedNoise } from './correlatedNoise.ts';
import type { CorrelationSettings } from './correlatedNoise.ts';
import { plainWeights } from './plainWeights.ts';
import type { SchemeNetwork, WeightScheme } from './WeightScheme.ts';

export type TradiSettings = KalmanSettings & CorrelationSettings;

/**
 * TRADI: one network is trained as ever; a Kalman filter follows mean and variance of each of its weights, and the members
 * are drawn from them: mean + Σ^(1/2) m with m standard normal (equation 14), whose predictions are averaged (equation 15).
 *
 * Weights of different tensors are independent. Within one, Σ is that of `correlatedNoise.ts`. All of them are drawn; the authors'
 * published program leaves scales and offsets of batch normalisation as trained, which a scheme that goes by specs alone cannot tell
 * from other biases. Their deviations are as small as their steps, and running statistics are taken anew for each member, as there.
 * Source: Franchi, Bursuc, Aldea, Dubuisson, Bloch 2020, arXiv:1912.11316; equations as the lectures number them.
 */
export function tradi(network: SchemeNetwork, settings: TradiSettings): WeightScheme {
  const plain = plainWeights(network);
  const count = plain.size;
  return {
    ...plain,
    tracker: kalmanTracker(settings),
    members({ tracked }, members, random) {
      const mean = tracked.subarray(0, count);
      const deviation = tracked.slice(count, 2 * count).map(Math.sqrt);
      return Array.from({ length: members }, () => {
        const noise = noiseOfTensors(random);
        return mean.map((center, at) => center + deviation[at]! * noise[at]!);
      });

      function noiseOfTensors(source: RandomSource): Float32Array {
        if (settings.correlationLength === 0) return normalNoise(source, count);
        const noise = new Float32Array(count);
        let offset = 0;
        for (const { shape } of network.specs) {
          const end = offset + sizeOf(shape);
          noise.set(correlatedNoise({ mean: mean.subarray(offset, end), deviation: deviation.subarray(offset, end) }, settings, source), offset);
          offset = end;
        }
        return noise;
      }
    },
    membersNeedStatistics: true,
  };
}
