import { tf } from '../tensorflow.ts';

/** Added to both sides of Dice's fraction, in pixels: keeps it defined, and calm where a class has a handful of pixels. */
const diceSmoothing = 1;

export interface SegmentationLoss {
  /** Cross entropy + (1 - Dice), the quantity trained on. */
  readonly total: tf.Scalar;
  /** Mean over labelled pixels, nats. */
  readonly crossEntropy: tf.Scalar;
  /** Soft Dice, mean over the classes present, 0 … 1. */
  readonly dice: tf.Scalar;
  /** [B,H,W], nats; 0 where nobody has labelled. */
  readonly pixelCrossEntropy: tf.Tensor3D;
}

/**
 * Cross entropy plus soft Dice on labelled pixels alone: unlabelled ones are masked after the softmax and are in no
 * denominator, so what the network says there costs nothing either way.
 * @param logits [B,H,W,C]
 * @param target [B,H,W,C], one-hot on labelled pixels, all zero on unlabelled ones
 * Source: Milletari et al. 2016, arXiv:1606.04797, for the Dice loss (with plain, not squared, sums); classes absent
 * from the batch's labels are left out, for their Dice would only punish.
 */
export function segmentationLoss(logits: tf.Tensor4D, target: tf.Tensor4D): SegmentationLoss {
  return tf.tidy(() => {
    const logProbabilities = tf.logSoftmax(logits);
    // [B,H,W]
    const pixelCrossEntropy = logProbabilities.mul(target).sum<tf.Tensor3D>(3).neg();
    const classPixels = target.sum<tf.Tensor1D>([0, 1, 2]);
    const labelled = classPixels.sum().maximum(1);
    const crossEntropy = pixelCrossEntropy.sum().div<tf.Scalar>(labelled);

    const mask = target.sum(3, true);
    const probabilities = logProbabilities.exp();
    const both = probabilities.mul(target).sum([0, 1, 2]);
    const either = probabilities.mul(mask).sum([0, 1, 2]).add(classPixels);
    const diceOfClass = both.mul(2).add(diceSmoothing).div(either.add(diceSmoothing));
    const present = classPixels.greater(0).cast('float32');
    const dice = diceOfClass.mul(present).sum().div<tf.Scalar>(present.sum().maximum(1));
    return { total: crossEntropy.add<tf.Scalar>(tf.sub(1, dice)), crossEntropy, dice, pixelCrossEntropy };
  });
}
