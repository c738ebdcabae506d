import { tf } from '../tensorflow.ts';
import { diceSmoothing } from './diceSmoothing.ts';
import type { SegmentationLoss } from './segmentationLoss.ts';

/**
 * Cross entropy plus soft Dice, as `segmentationLoss` makes them by default, at a third of the time. The gradient comes
 * through the total alone.
 * @param logits [B,H,W,C] @param target [B,H,W,C]
 */
export function planarSegmentationLoss(logits: tf.Tensor4D, target: tf.Tensor4D): SegmentationLoss {
  return tf.tidy(() => {
    const [batch, height, width] = logits.shape;
    const pixels = batch * height * width;
    const outcome = planarLoss(classPlanes(logits), classPlanes(target));
    const figure = (place: number): tf.Scalar => outcome.slice([pixels + place], [1]).reshape([]);
    const pixelCrossEntropy = outcome.slice([0], [pixels]).reshape<tf.Tensor3D>([batch, height, width]);
    return { total: figure(0), crossEntropy: figure(1), dice: figure(2), pixelCrossEntropy };
  });
}

/**
 * One plane a class, [C, pixels]. With the few classes of a pixel side by side, as logits lie, every sum over classes
 * and every factor of a class is a loop of two or three steps; a plane is one long loop.
 */
function classPlanes(x: tf.Tensor4D): tf.Tensor2D {
  return x.reshape<tf.Tensor2D>([-1, x.shape[3]]).transpose();
}

/**
 * The loss and its gradient by hand: half the operations that putting the derivatives of each together would take.
 * @param planes logits [C, pixels] @param target [C, pixels]
 * @returns [pixels + 3]: each pixel's cross entropy; the total, through which alone the gradient comes; the mean cross
 *   entropy; Dice
 */
function planarLoss(planes: tf.Tensor2D, target: tf.Tensor2D): tf.Tensor1D {
  const pixels = planes.shape[1];
  const loss = tf.customGrad((...inputs) => {
    const [logits, save] = inputs as [tf.Tensor2D, tf.GradSaveFunc];
    const shifted = logits.sub(logits.max(0, true));
    const exponentials = shifted.exp();
    const sums = exponentials.sum(0, true);
    const probabilities = exponentials.div(sums);
    // [1, pixels]
    const mask = target.sum(0, true);
    const pixelCrossEntropy = sums.log().mul(mask).reshape<tf.Tensor1D>([pixels]).sub<tf.Tensor1D>(shifted.mul(target).sum(0));

    // [C, 1]
    const classPixels = target.sum(1, true);
    const labelled = classPixels.sum().maximum(1);
    const crossEntropy = pixelCrossEntropy.sum().div<tf.Scalar>(labelled);
    const twice = probabilities.mul(target).sum(1, true).mul(2).add(diceSmoothing);
    const either = probabilities.mul(mask).sum(1, true).add(classPixels).add(diceSmoothing);
    const diceOfClass = twice.div(either);
    const present = classPixels.greater(0).cast('float32');
    const share = present.div(present.sum().maximum(1));
    const dice = diceOfClass.mul(share).sum<tf.Scalar>();
    const total = crossEntropy.add<tf.Scalar>(tf.sub(1, dice));

    // Dice's slope by the probability of a class is the same on all its own pixels, and on all labelled ones.
    const slopeOnOwn = share.div(either).mul(-2);
    const slopeOnLabelled = share.mul(diceOfClass).div(either);
    save([target, probabilities, mask, labelled, slopeOnOwn, slopeOnLabelled]);
    const value = tf.concat([pixelCrossEntropy, tf.stack([total, crossEntropy, dice])]);
    return { value, gradFunc: (upstream, saved) => planarGradient(upstream as tf.Tensor1D, saved as SavedTensors) };
  });
  return loss(planes) as tf.Tensor1D;
}

type SavedTensors = [target: tf.Tensor2D, probabilities: tf.Tensor2D, mask: tf.Tensor2D, labelled: tf.Scalar, slopeOnOwn: tf.Tensor2D, slopeOnLabelled: tf.Tensor2D];

/** @returns [C, pixels], the slope of the total by the logits */
function planarGradient(upstream: tf.Tensor1D, saved: SavedTensors): tf.Tensor2D {
  const [target, probabilities, mask, labelled, slopeOnOwn, slopeOnLabelled] = saved;
  const ofTotal = upstream.slice([mask.size], [1]).reshape([]);
  // [C, pixels], Dice's slope by the probabilities
  const slope = target.mul(slopeOnOwn).add(mask.mul(slopeOnLabelled));
  // The softmax takes from it its mean over the classes, weighted by their probabilities; cross entropy adds 1 and takes the target.
  const mean = slope.mul(probabilities).sum(0, true);
  const byProbability = slope.add(mask.div(labelled).sub(mean));
  return byProbability.mul(probabilities).sub(target.div(labelled)).mul(ofTotal);
}
