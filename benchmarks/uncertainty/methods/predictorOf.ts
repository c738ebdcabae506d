import type { ForwardContext } from '../../../models/Architecture.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import type { Classifier, ClassifierOutcome } from '../classifiers/Classifier.ts';
import type { SpecGroups, TrainedNetwork } from '../training/TrainedNetwork.ts';
import { tensorsOf } from '../training/TrainedNetwork.ts';

export interface RunningNetwork {
  readonly keptValues: number;
  forward(input: tf.Tensor4D, channelFactors?: ForwardContext['channelFactors']): ClassifierOutcome;
}

/** A trained network in force. Its tensors live as long as the process of its row. */
export function running(classifier: Classifier, groups: SpecGroups, network: TrainedNetwork): RunningNetwork {
  const tensors = tensorsOf(network, groups);
  for (const tensor of tensors.values()) tf.keep(tensor);
  return {
    keptValues: network.weights.length + network.statistics.length,
    forward: (input, channelFactors) => classifier.forward(tensors, input, { phase: 'prediction', ...(channelFactors && { channelFactors }) }),
  };
}

/** @returns [M,B,C] */
export function stackedProbabilities(outcomes: readonly ClassifierOutcome[]): tf.Tensor3D {
  const all = outcomes.map(({ logits }) => tf.softmax(logits));
  return all.length === 1 ? all[0]! : tf.concat(all, 0);
}
