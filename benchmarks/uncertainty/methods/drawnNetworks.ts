import type { BatchStatistics } from '../../../models/Architecture.ts';
import { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import type { TrainingKernels } from '../../../src-main/engine/backends/TrainingKernels.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { DigitBatches } from '../digits/DigitBatches.ts';
import { digitSide, type LabelledDigits } from '../digits/digitSets.ts';
import type { TrainedMember } from '../training/MemberStore.ts';
import { digitDropout } from '../training/dropout.ts';
import { recordedOf } from '../training/trainClassifier.ts';
import { tensorsOf, type TrainedNetwork } from '../training/TrainedNetwork.ts';

/** Batches that the statistics of a drawn network are taken over. */
const statisticsBatches = 20;

export interface Drawing {
  readonly count: number;
  readonly seed: number;
  readonly digits: LabelledDigits;
  readonly kernels: TrainingKernels;
}

/** The networks that a scheme's trained values stand for, with the statistics that go with each. */
export function drawnNetworks(member: TrainedMember, { count, seed, digits, kernels }: Drawing): TrainedNetwork[] {
  const { scheme, statistics } = member;
  const drawn = scheme.members(member, count, new RandomSource({ seed, stream: 31, counter: 0 }));
  const size = statistics.length / scheme.networksPerDraw;
  return drawn.map((weights, index) => {
    const first = (index % scheme.networksPerDraw) * size;
    const network = { weights, statistics: statistics.slice(first, first + size) };
    return scheme.membersNeedStatistics && size > 0 ? { weights, statistics: statisticsOf(member, network, { digits, kernels, seed }) } : network;
  });
}

/** Mean over batches of training digits of what batch normalisation sees in this network. */
function statisticsOf({ classifier, groups }: TrainedMember, network: TrainedNetwork, { digits, kernels, seed }: Omit<Drawing, 'count'>): Float32Array {
  const batches = new DigitBatches(digits, { batchSize: 500, shiftPx: 1, seed });
  const tensors = tensorsOf(network, groups);
  const sum = new Float64Array(network.statistics.length);
  for (let step = 0; step < statisticsBatches; step++) {
    const { input, size } = batches.at(step);
    const read = tf.tidy(() => {
      const recorded = new Map<string, BatchStatistics>();
      classifier.forward(tensors, tf.tensor4d(input, [size, digitSide, digitSide, 1]), {
        phase: 'training',
        batchNormTraining: kernels.batchNormTraining,
        recordStatistics: (layer, of) => recorded.set(layer, of),
        channelFactors: digitDropout(new RandomSource({ seed, stream: 32, counter: step })),
      });
      return tf.concat(groups.statistic.map(({ name }) => recordedOf(recorded, name))).dataSync<'float32'>();
    });
    for (let at = 0; at < sum.length; at++) sum[at]! += read[at]! / statisticsBatches;
  }
  tf.dispose([...tensors.values()]);
  return Float32Array.from(sum);
}
