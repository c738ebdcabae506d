import { tf } from '../tensorflow.ts';

/**
 * What continuing from a model costs where nobody has labelled: the cross entropy between the parent's probabilities
 * and the new ones. It is no label (it asks for nothing the parent did not say) but keeps a handful of corrections,
 * all of them in doubtful places, from changing the network's mind everywhere else.
 * @param logits [B,H,W,C]
 * @param parentProbabilities [B,H,W,C], without gradient
 * @param mask [B,H,W], 1 where labelled
 * @returns mean over the unlabelled pixels, nats; 0 where there are none
 * Source: Li & Hoiem 2018, Learning without Forgetting, arXiv:1606.09282, with temperature 1.
 */
export function parentLoss(logits: tf.Tensor4D, parentProbabilities: tf.Tensor4D, mask: tf.Tensor3D): tf.Scalar {
  return tf.tidy(() => {
    // [B,H,W]
    const crossEntropy = tf.logSoftmax(logits).mul(parentProbabilities).sum<tf.Tensor3D>(3).neg();
    const unlabelled = tf.sub<tf.Tensor3D>(1, mask);
    return crossEntropy.mul(unlabelled).sum().div<tf.Scalar>(unlabelled.sum().maximum(1));
  });
}
