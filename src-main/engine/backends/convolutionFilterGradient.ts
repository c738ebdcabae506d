import { tf } from '../tensorflow.ts';

/**
 * The filter gradient of a 2-D convolution, from operations that every backend has.
 *
 * dFilter[i,j,c,k] = sum over b,y,x of input[b, y*s + i*d - top, x*s + j*d - left, c] * dy[b,y,x,k] is itself a
 * convolution: images and channels change places, dy is the filter, stride s and dilation d change places.
 * input [B,H,W,C] -> [C,H,W,B]; dy [B,Y,X,K] -> [Y,X,B,K]; result [C,i,j,K] -> [i,j,C,K].
 * Source: Dumoulin & Visin 2016, arXiv:1603.07285, sections 4 and 5.1.
 */
export function convolutionFilterGradient(input: tf.Tensor4D, dy: tf.Tensor4D, info: tf.backend_util.Conv2DInfo): tf.Tensor4D {
  const { top, left } = info.padInfo;
  const reach = (outputs: number, stride: number, filter: number, dilation: number): number => (outputs - 1) * stride + (filter - 1) * dilation + 1;
  const bottom = reach(info.outHeight, info.strideHeight, info.filterHeight, info.dilationHeight) - info.inHeight - top;
  const right = reach(info.outWidth, info.strideWidth, info.filterWidth, info.dilationWidth) - info.inWidth - left;
  return tf.tidy(() => {
    const swapped = tf.transpose(input, [3, 1, 2, 0]);
    const padded = tf.pad4d(swapped, [[0, 0], [top, Math.max(bottom, 0)], [left, Math.max(right, 0)], [0, 0]]);
    // A stride may leave the last rows and columns unread: they would give the result rows it should not have.
    const read =
      bottom < 0 || right < 0
        ? tf.slice4d(padded, [0, 0, 0, 0], [-1, info.inHeight + top + bottom, info.inWidth + left + right, -1])
        : padded;
    const filter = tf.transpose(dy, [1, 2, 0, 3]);
    const stride: [number, number] = [info.dilationHeight, info.dilationWidth];
    const dilation: [number, number] = [info.strideHeight, info.strideWidth];
    return tf.transpose(tf.conv2d(read, filter, stride, 'valid', 'NHWC', dilation), [1, 2, 0, 3]);
  });
}
