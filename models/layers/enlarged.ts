import { tf } from '../../src-main/engine/tensorflow.ts';

/** Bilinear interpolation, pixels being squares whose centres lie at halves. [B,h,w,C] -> [B,height,width,C] */
export function enlarged(x: tf.Tensor4D, [height, width]: readonly [number, number]): tf.Tensor4D {
  return tf.image.resizeBilinear(x, [height, width], false, true);
}

/** [H, W] of the image that a level of this stride is of; without one, the tensor's own. */
export function sizeOfImage({ shape }: tf.Tensor4D, stride = 1): [number, number] {
  return [shape[1] * stride, shape[2] * stride];
}
