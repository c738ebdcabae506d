import { tf } from '../../src-main/engine/tensorflow.ts';

/**
 * Kernel of a backend that pools by itself: input `x`, attribute `bins`. The one that traces networks into ONNX has it,
 * for the matrices below would put the image's size into the graph.
 */
export const adaptivePoolingKernel = 'AdaptiveAveragePool2D';

/**
 * Means over `bins` x `bins` parts of the image, for any size of it: part i of n pixels goes from ⌊i n / bins⌋ up to
 * ⌈(i + 1) n / bins⌉, so that parts overlap by a pixel where n does not divide (PyTorch's rule).
 * @param x [B,H,W,C]
 * @returns [B,bins,bins,C]
 */
export function adaptiveAveragePool(x: tf.Tensor4D, bins: number): tf.Tensor4D {
  if (bins === 1) return tf.mean(x, [1, 2], true);
  if (tf.getKernel(adaptivePoolingKernel, tf.getBackend())) return tf.engine().runKernel(adaptivePoolingKernel, { x }, { bins });
  const [batch, height, width, channels] = x.shape;
  const rows = tf.matMul(averagingMatrix(bins, height), x.reshape<tf.Tensor3D>([batch, height, width * channels]));
  const both = tf.matMul(averagingMatrix(bins, width), rows.reshape<tf.Tensor3D>([batch * bins, width, channels]));
  return both.reshape([batch, bins, bins, channels]);
}

/** [1,bins,length], each row the shares of the pixels of its part. */
function averagingMatrix(bins: number, length: number): tf.Tensor3D {
  const values = new Float32Array(bins * length);
  for (let bin = 0; bin < bins; bin++) {
    const from = Math.floor((bin * length) / bins);
    const to = Math.ceil(((bin + 1) * length) / bins);
    values.fill(1 / (to - from), bin * length + from, bin * length + to);
  }
  return tf.tensor3d(values, [1, bins, length]);
}
