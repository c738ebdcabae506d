import { tf } from '../../src-main/engine/tensorflow.ts';

/** The result of pooling with the places of the maxima, from which SegNet enlarges again. */
export interface IndexPooling {
  /** [B,H/2,W/2,C] */
  readonly pooled: tf.Tensor4D;
  /** [B H/2 W/2, 4, C], 1 where the maximum of a window came from, else 0; places of a window row by row. */
  readonly places: tf.Tensor3D;
}

/**
 * Max pooling over windows of 2 x 2 that remembers where each maximum came from; of equal values the first.
 * @param x [B,H,W,C], H and W even
 * Source: Badrinarayanan, Kendall, Cipolla 2017, arXiv:1511.00561, section 3.
 */
export function poolWithIndices(x: tf.Tensor4D): IndexPooling {
  const [batch, height, width, channels] = x.shape;
  const windows = windowsOf(x);
  const places = placesOfMaxima(windows);
  const pooled = windows.mul(places).sum(1).reshape<tf.Tensor4D>([batch, height / 2, width / 2, channels]);
  return { pooled, places };
}

/** [N,4,C] -> [N,4,C]; a constant for the gradient. */
function placesOfMaxima(windows: tf.Tensor3D): tf.Tensor3D {
  return tf.customGrad((x) => {
    const values = x as tf.Tensor3D;
    const isLargest = values.equal(values.max(1, true)).cast<tf.Tensor3D>('float32');
    // Backends' own argMax differ in which of equal values they name.
    const isFirst = isLargest.cumsum(1, true).equal(0).cast<tf.Tensor3D>('float32');
    return { value: isLargest.mul(isFirst), gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy) };
  })(windows) as tf.Tensor3D;
}

/**
 * Puts each value where its maximum came from, zeros elsewhere.
 * @param y [B,h,w,C] @param places as `poolWithIndices` gave them for an image of [B,2h,2w,C]
 * @returns [B,2h,2w,C]
 */
export function unpool(y: tf.Tensor4D, places: tf.Tensor3D): tf.Tensor4D {
  const [batch, height, width, channels] = y.shape;
  const windows = places.mul(y.reshape([batch * height * width, 1, channels]));
  return windows
    .reshape([batch * height, width, 2, 2 * channels])
    .transpose([0, 2, 1, 3])
    .reshape([batch, 2 * height, 2 * width, channels]);
}

/** [B,H,W,C] -> [B H/2 W/2, 4, C]: two pixels beside each other lie together already, so that rows alone change places. */
function windowsOf(x: tf.Tensor4D): tf.Tensor3D {
  const [batch, height, width, channels] = x.shape;
  return x
    .reshape([(batch * height) / 2, 2, width / 2, 2 * channels])
    .transpose([0, 2, 1, 3])
    .reshape([(batch * height * width) / 4, 4, channels]);
}
