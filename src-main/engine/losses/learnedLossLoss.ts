import { lossMapStride } from '../../../models/heads/learningLoss/arch.ts';
import type { LearnedLoss } from '../../../models/heads/learningLoss/arch.ts';
import { tf } from '../tensorflow.ts';

/** How far the predictions of a pair must lie apart, as published. */
const rankingMargin = 1;
/** Errors above this, in nats, count linearly: a few hopeless squares must not rule the map. */
const huberThreshold = 1;

/**
 * What the learning-loss head is trained on: the order of the images' losses, as published, and the cross entropy of
 * each square of the loss map.
 * @param learned the head's output for the batch
 * @param pixelCrossEntropy [B,H,W], the segmentation's true loss, nats; a constant here
 * @param mask [B,H,W], 1 on labelled pixels, 0 elsewhere
 * Source: Yoo & Kweon 2019, arXiv:1905.03677, equation 2; Huber 1964 for the map.
 */
export function learnedLossLoss(learned: LearnedLoss, pixelCrossEntropy: tf.Tensor3D, mask: tf.Tensor3D): tf.Scalar {
  return tf.tidy(() => {
    const pixels = mask.sum<tf.Tensor1D>([1, 2]);
    const imageLoss = pixelCrossEntropy.sum<tf.Tensor1D>([1, 2]).div<tf.Tensor1D>(pixels.maximum(1));
    const ranking = rankingLoss(learned.imageLoss, imageLoss, pixels.greater(0).cast('float32'));
    return ranking.add(mapLoss(learned.lossMap, pixelCrossEntropy, mask));
  });
}

/**
 * max(0, -sign(l_i - l_j) (p_i - p_j) + margin) over consecutive pairs (0,1), (2,3) … of the batch, the mean of them.
 * @param foreseen, wanted, present [B]; pairs with an image that has no label count nothing. A last odd image is left out.
 */
export function rankingLoss(foreseen: tf.Tensor1D, wanted: tf.Tensor1D, present: tf.Tensor1D): tf.Scalar {
  return tf.tidy(() => {
    const pairs = Math.floor(foreseen.shape[0] / 2);
    if (pairs === 0) return tf.scalar(0);
    const split = (values: tf.Tensor1D): [tf.Tensor, tf.Tensor] => {
      const [first, second] = tf.split(values.slice(0, 2 * pairs).reshape([pairs, 2]), 2, 1);
      return [first!, second!];
    };
    const [foreseenFirst, foreseenSecond] = split(foreseen);
    const [wantedFirst, wantedSecond] = split(wanted);
    const [presentFirst, presentSecond] = split(present);
    const order = tf.sign(wantedFirst.sub(wantedSecond));
    const valid = presentFirst.mul(presentSecond);
    const hinge = tf.relu(tf.sub(rankingMargin, order.mul(foreseenFirst.sub(foreseenSecond))));
    return hinge.mul(valid).sum().div<tf.Scalar>(valid.sum().maximum(1));
  });
}

/** Huber loss between the map and the mean cross entropy of the labelled pixels of each square, weighed by their share. */
function mapLoss(lossMap: tf.Tensor3D, pixelCrossEntropy: tf.Tensor3D, mask: tf.Tensor3D): tf.Scalar {
  const pool = (values: tf.Tensor3D): tf.Tensor4D =>
    tf.avgPool(values.expandDims<tf.Tensor4D>(3), lossMapStride, lossMapStride, 'valid');
  const share = pool(mask);
  const wanted = pool(pixelCrossEntropy).div(share.maximum(1 / lossMapStride ** 2));
  const error = lossMap.expandDims(3).sub(wanted).abs();
  const quadratic = error.minimum(huberThreshold);
  // e^2 / 2 up to the threshold t, t e - t^2 / 2 beyond it, without a branch.
  const huber = quadratic.square().mul(0.5).add(error.sub(quadratic).mul(huberThreshold));
  return huber.mul(share).sum().div<tf.Scalar>(share.sum().maximum(1));
}
