import type { tf } from '../tensorflow.ts';

/**
 * Moves the pixels of an output apart by its stride, to where their windows begin in the input.
 * @param dy [B,Y,X,K]
 * @returns [B, (Y - 1) strideHeight + 1, (X - 1) strideWidth + 1, K], zeros between
 */
export function spreadOut(dy: tf.Tensor4D, strideHeight: number, strideWidth: number): tf.Tensor4D {
  if (strideHeight === 1 && strideWidth === 1) return dy;
  const [batch, height, width, channels] = dy.shape;
  // After each pixel zeros along its row, then after each row rows of zeros: two paddings of a channel-like axis.
  const inRows = dy.reshape([batch * height, width, channels]).pad([[0, 0], [0, 0], [0, channels * (strideWidth - 1)]]);
  const rowSize = width * strideWidth * channels;
  const whole = inRows.reshape([batch, height, rowSize]).pad([[0, 0], [0, 0], [0, rowSize * (strideHeight - 1)]]);
  return whole
    .reshape<tf.Tensor4D>([batch, height * strideHeight, width * strideWidth, channels])
    .slice([0, 0, 0, 0], [batch, (height - 1) * strideHeight + 1, (width - 1) * strideWidth + 1, channels]);
}
