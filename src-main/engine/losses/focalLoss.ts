import { tf } from '../tensorflow.ts';
import { weightedMean } from './weightedMean.ts';

/** Least 1 - p that the modulating factor is taken of: below float32's steps around 1 its power has no slope. */
const leastDoubt = 1e-6;

/**
 * Focal loss, -(1 - p)^gamma ln p of the true class: pixels that are right already count little.
 * @param logProbabilities [B,H,W,C], nats
 * @param target [B,H,W,C], one-hot on labelled pixels, all zero on unlabelled ones, which have no part in it
 * @param focusing gamma, 0 and up; 0 gives cross entropy
 * @param pixelWeights [B,H,W], 0 on unlabelled pixels
 * @returns mean over labelled pixels by their weights, 0 … infinity; 0 without any
 * Source: Lin et al. 2017, arXiv:1708.02002, equation 5.
 */
export function focalLoss(logProbabilities: tf.Tensor4D, target: tf.Tensor4D, focusing: number, pixelWeights: tf.Tensor3D): tf.Scalar {
  return tf.tidy(() => {
    // [B,H,W]; 0 on unlabelled pixels, as if they were certain and right.
    const logOfTruth = logProbabilities.mul(target).sum<tf.Tensor3D>(3);
    const doubt = tf.sub(1, logOfTruth.exp()).maximum(leastDoubt);
    const pixelLoss = focusing === 0 ? logOfTruth.neg() : doubt.pow(focusing).mul(logOfTruth).neg();
    return weightedMean(pixelLoss as tf.Tensor3D, pixelWeights);
  });
}
