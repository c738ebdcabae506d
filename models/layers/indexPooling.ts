import { tf } from '../../src-main/engine/tensorflow.ts';

/** The result of pooling with the places of the maxima, from which SegNet enlarges again. */
export interface IndexPooling {
  /** [B,H/2,W/2,C] */
  readonly pooled: tf.Tensor4D;
  /** [B,H,W,C], 1 where the maximum of a window came from, else 0. */
  readonly places: tf.Tensor4D;
}

/**
 * Max pooling over windows of 2 x 2 that remembers where each maximum came from; of equal values the first, row by row.
 * @param x [B,H,W,C], H and W even
 * Source: Badrinarayanan, Kendall, Cipolla 2017, arXiv:1511.00561, section 3.
 */
export function poolWithIndices(x: tf.Tensor4D): IndexPooling {
  const places = placesOfMaxima(x);
  // Of each four values three are 0: the mean is a quarter of the maximum, and four times that exact.
  return { pooled: tf.avgPool(x.mul<tf.Tensor4D>(places), 2, 2, 'valid').mul(4), places };
}

/** A constant for the gradient. */
function placesOfMaxima(input: tf.Tensor4D): tf.Tensor4D {
  return tf.customGrad((x) => {
    const corners = cornersOf(x as tf.Tensor4D);
    const largest = corners.reduce((most, corner) => tf.maximum<tf.Tensor4D>(most, corner));
    // Backends' own argMax differ in which of equal values they name.
    let free: tf.Tensor4D | null = null;
    const chosen = corners.map((corner) => {
      const isLargest = corner.equal(largest).cast<tf.Tensor4D>('float32');
      const isChosen: tf.Tensor4D = free ? isLargest.mul<tf.Tensor4D>(free) : isLargest;
      free = free ? free.sub<tf.Tensor4D>(isChosen) : tf.sub<tf.Tensor4D>(1, isChosen);
      return isChosen;
    });
    return { value: tf.depthToSpace(tf.concat(chosen, 3), 2, 'NHWC'), gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy) };
  })(input) as tf.Tensor4D;
}

/** The upper left, upper right, lower left and lower right pixels of the windows, each [B,H/2,W/2,C]. */
function cornersOf(x: tf.Tensor4D): tf.Tensor4D[] {
  return [[0, 0], [0, 1], [1, 0], [1, 1]].map(([row, column]) => tf.stridedSlice(x, [0, row!, column!, 0], x.shape, [1, 2, 2, 1]) as tf.Tensor4D);
}

/**
 * Puts each value where its maximum came from, zeros elsewhere.
 * @param y [B,h,w,C] @param places as `poolWithIndices` gave them for an image of [B,2h,2w,C]
 * @returns [B,2h,2w,C]
 */
export function unpool(y: tf.Tensor4D, places: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = places.shape;
  return tf.image.resizeNearestNeighbor(y, [height, width]).mul(places);
}
