import { tf } from '../tensorflow.ts';

/**
 * What the confidence head is trained on: the squared error of the foreseen probability of the true class.
 * @param confidence [B,H,W,1], as the head says, 0 … 1
 * @param pixelCrossEntropy [B,H,W], the segmentation's true loss, -ln of the probability of the true class, nats; a constant here
 * @param mask [B,H,W], 1 on labelled pixels, 0 elsewhere
 * @returns mean over the labelled pixels, 0 … 1; 0 where there are none
 * Source: Corbière et al. 2019, arXiv:1910.04851, equation 5.
 */
export function learnedConfidenceLoss(confidence: tf.Tensor4D, pixelCrossEntropy: tf.Tensor3D, mask: tf.Tensor3D): tf.Scalar {
  return tf.tidy(() => {
    const trueProbability = pixelCrossEntropy.neg().exp().expandDims(3);
    const squares = confidence.sub(trueProbability).square().mul(mask.expandDims(3));
    return squares.sum().div<tf.Scalar>(mask.sum().maximum(1));
  });
}
