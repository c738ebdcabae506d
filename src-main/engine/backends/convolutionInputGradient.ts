import { tf } from '../tensorflow.ts';

/**
 * The input gradient of a convolution of stride 1 as a convolution: of dy, padded, with the filter turned half round and
 * its channels changed places, at the same dilation.
 * @param dy [B,Y,X,K] @param filter [i,j,C,K]
 * @returns [B,H,W,C], or null where the stride is another or the padding is wider than the filter reaches
 * Source: Dumoulin & Visin 2016, arXiv:1603.07285, sections 4 and 5.1.
 */
export function convolutionInputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, info: tf.backend_util.Conv2DInfo): tf.Tensor4D | null {
  if (info.strideHeight !== 1 || info.strideWidth !== 1) return null;
  const [rows, columns] = [(info.filterHeight - 1) * info.dilationHeight, (info.filterWidth - 1) * info.dilationWidth];
  const top = rows - info.padInfo.top;
  const left = columns - info.padInfo.left;
  const bottom = info.inHeight + rows - info.outHeight - top;
  const right = info.inWidth + columns - info.outWidth - left;
  if (Math.min(top, left, bottom, right) < 0) return null;
  return tf.tidy(() => {
    const turned = filter.reverse([0, 1]).transpose<tf.Tensor4D>([0, 1, 3, 2]);
    const dilation: [number, number] = [info.dilationHeight, info.dilationWidth];
    return tf.conv2d(dy, turned, 1, [[0, 0], [top, bottom], [left, right], [0, 0]], 'NHWC', dilation);
  });
}
