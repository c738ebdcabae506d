import type { BatchStatistics } from '../../../models/Architecture.ts';
import { factorsByImage } from '../../../models/layers/channelDropout.ts';
import { refuseFaultyDevice } from '../backends/deviceFaults.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import { unflatten } from '../ensemble/MemberNetwork.ts';
import type { MemberNetwork } from '../ensemble/MemberNetwork.ts';
import { breathe } from '../jobs/JobContext.ts';
import { tf } from '../tensorflow.ts';
import { memberRandom } from './batches.ts';
import type { BatchSource } from './batchSource/BatchSource.ts';
import { statisticsBatches } from './defaults.ts';
import { joinStatistics } from './joinStatistics.ts';

export interface StatisticsSetting {
  readonly network: MemberNetwork;
  readonly seed: number;
  readonly memberIndex: number;
  readonly kernels: TrainingKernels;
  readonly batches: BatchSource;
  readonly request: { readonly stepsPerMember: number };
}

/**
 * Means and variances of batch normalisation for a network that was never trained as it is, but drawn: the mean over the
 * first batches of its training of what each measures, with dropout as in those steps.
 * @param trunk weights
 * @returns in the order of the running ones
 * @throws SfumatoError `cancelled` between two batches; as `BatchSource`
 * Source: Maddox et al. 2019, arXiv:1902.02476, section 3.2; Izmailov et al. 2018, arXiv:1803.05407, section 3.2.
 */
export async function freshStatistics(trunk: Float32Array, setting: StatisticsSetting, signal: AbortSignal): Promise<Float32Array> {
  const { network, seed, memberIndex, kernels, batches, request } = setting;
  const count = Math.min(statisticsBatches, request.stepsPerMember);
  const sums = new Float64Array(network.statistics.size);
  for (let step = 0; step < count; step++) {
    await breathe(signal);
    const batch = await batches.batch(memberIndex, step);
    const measured = tf.tidy(() => {
      const recorded = new Map<string, BatchStatistics>();
      const { input: values, labels, size, side } = batch;
      const input = tf.tensor4d(values, [size, side, side, values.length / labels.length]);
      network.network.forward(unflatten(tf.tensor1d(trunk), network.trunk), input, {
        phase: 'training',
        batchNormTraining: kernels.batchNormTraining,
        recordStatistics: (layer, statistics) => recorded.set(layer, statistics),
        channelFactors: factorsByImage(memberRandom(seed, memberIndex, 'dropout', step)),
      });
      return joinStatistics(network, recorded);
    });
    try {
      const values = await measured.data<'float32'>();
      refuseFaultyDevice();
      values.forEach((value, at) => void (sums[at]! += value));
    } finally {
      measured.dispose();
    }
  }
  return Float32Array.from(sums, (sum) => sum / count);
}
