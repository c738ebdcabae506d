import { tf } from '../tensorflow.ts';

/** Sort key of unlabelled pixels: below every error, so that they come last and change nothing before them. */
const lastKey = -1;

/**
 * Lovász-softmax: the Lovász extension of the Jaccard loss 1 - IoU, the mean over the classes present in the batch.
 * @param probabilities [B,H,W,C], sums to 1 over C
 * @param target [B,H,W,C], one-hot on labelled pixels, all zero on unlabelled ones, which have no part in it
 * @returns 0 … 1; 0 without any label
 * Source: Berman, Triki & Blaschko 2018, arXiv:1705.08790, equations 8 to 11, algorithm 1.
 */
export function lovaszLoss(probabilities: tf.Tensor4D, target: tf.Tensor4D): tf.Scalar {
  return tf.tidy(() => {
    const classCount = target.shape[3];
    const pixels = target.size / classCount;
    // [C, pixels]
    const truth = target.reshape<tf.Tensor2D>([pixels, classCount]).transpose<tf.Tensor2D>();
    const mask = truth.sum<tf.Tensor1D>(0);
    const errors = truth.sub(probabilities.reshape([pixels, classCount]).transpose()).abs().mul<tf.Tensor2D>(mask);
    const present = truth.sum(1).greater(0).cast('float32');
    const ofClass = dotWithJaccardSlopes(errors, truth, mask);
    return ofClass.mul(present).sum().div<tf.Scalar>(present.sum().maximum(1));
  });
}

/**
 * The sum of each class's errors times the slopes of its Jaccard loss in the order of the errors. The slopes are constant
 * wherever the order is, so they are the gradient: sorting needs none.
 * @param errors [C,N], 0 … 1
 * @param truth [C,N], 0 or 1
 * @param mask [N], 1 where labelled
 * @returns [C]
 */
function dotWithJaccardSlopes(errors: tf.Tensor2D, truth: tf.Tensor2D, mask: tf.Tensor1D): tf.Tensor1D {
  const dot = tf.customGrad((...given: unknown[]) => {
    const [values, save] = given as [tf.Tensor2D, (tensors: tf.Tensor[]) => void];
    const slopes = jaccardSlopes(values, truth, mask);
    save([slopes]);
    return {
      value: values.mul(slopes).sum<tf.Tensor1D>(1),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => [saved[0]!.mul(dy.expandDims(1))],
    };
  });
  return dot(errors);
}

/** Algorithm 1, row by row, its outcome put back into the order of the pixels. */
function jaccardSlopes(errors: tf.Tensor2D, truth: tf.Tensor2D, mask: tf.Tensor1D): tf.Tensor2D {
  const keys = errors.add<tf.Tensor2D>(mask.sub(1).mul(-lastKey));
  const rows = tf.unstack(keys) as tf.Tensor1D[];
  const truths = tf.unstack(truth) as tf.Tensor1D[];
  return tf.stack(rows.map((row, index) => slopesOfClass(row, truths[index]!, mask))) as tf.Tensor2D;
}

function slopesOfClass(keys: tf.Tensor1D, truth: tf.Tensor1D, mask: tf.Tensor1D): tf.Tensor1D {
  const count = keys.size;
  const order = descendingOrder(keys);
  const sortedTruth = tf.gather(truth, order);
  const sortedOthers = tf.gather(mask.sub(truth), order);
  const size = truth.sum();
  const intersection = size.sub(sortedTruth.cumsum());
  const union = size.add(sortedOthers.cumsum());
  // 1 - IoU of the set of pixels up to each place.
  const jaccard = tf.sub<tf.Tensor1D>(1, intersection.div(union.maximum(1)));
  const before = tf.concat([tf.zeros<tf.Rank.R1>([1]), jaccard.slice(0, count - 1)]);
  return tf.scatterND(order.expandDims(1), jaccard.sub(before), [count]);
}

function descendingOrder(keys: tf.Tensor1D): tf.Tensor1D {
  return tf.topk(keys, keys.size, true).indices;
}
