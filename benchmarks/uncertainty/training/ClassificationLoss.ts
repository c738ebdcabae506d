import type { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import type { ClassifierOutcome } from '../classifiers/Classifier.ts';

/**
 * Mean loss of a batch, nats.
 * @param target [B,C], one-hot
 * @param random of this step alone
 */
export type ClassificationLoss = (outcome: ClassifierOutcome, target: tf.Tensor2D, random: RandomSource) => tf.Scalar;

/** Cross entropy of every member against the same labels, averaged. */
export const crossEntropy: ClassificationLoss = ({ logits }, target) => {
  const [members, batch] = logits.shape;
  return tf.logSoftmax(logits).mul(target).sum<tf.Scalar>().div(-members * batch);
};
