import { tf } from '../tensorflow.ts';
import { spreadOut } from './spreadOut.ts';

interface DepthwiseAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dilations?: [number, number] | number | null;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const stock = tf.getGradient('DepthwiseConv2dNative');
const ownKernels = ['DepthwiseConv2dNativeBackpropInput', 'DepthwiseConv2dNativeBackpropFilter'];

/**
 * Gives depthwise convolution its gradient where a backend has no kernel for it (WebAssembly), and for dilations,
 * which TensorFlow.js refuses and TensorFlow's kernel gets wrong without a word. Once in a process.
 */
export function registerDepthwiseGradient(): void {
  tf.registerGradient({
    ...stock,
    gradFunc: (dy, saved, attrs) => {
      const { strides, pad, dilations, dimRoundingMode } = attrs as unknown as DepthwiseAttributes;
      const rates = dilations ?? 1;
      const hasKernels = ownKernels.every((name) => tf.getKernel(name, tf.getBackend()) !== undefined);
      if (hasKernels && [rates].flat().every((rate) => rate === 1)) return stock.gradFunc(dy, saved, attrs);
      const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
      const slope = dy as tf.Tensor4D;
      const info = tf.backend_util.computeConv2DInfo(x.shape, filter.shape, strides, rates, pad, dimRoundingMode, true);
      return { x: () => inputGradient(slope, filter, info), filter: () => filterGradient(x, slope, info) };
    },
  });
}

/**
 * dy, its pixels moved apart by the stride, convolved with the filter turned half round; the products of the channels
 * that came from one are summed.
 * @param dy [B,Y,X,C M] @param filter [i,j,C,M]
 * @returns [B,H,W,C]
 */
function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, info: tf.backend_util.Conv2DInfo): tf.Tensor4D {
  const [filterHeight, filterWidth, channels, multiplier] = filter.shape;
  const [rows, columns] = [(filterHeight - 1) * info.dilationHeight, (filterWidth - 1) * info.dilationWidth];
  return tf.tidy(() => {
    const spread = spreadOut(dy, info.strideHeight, info.strideWidth);
    const [batch, height, width, outputs] = spread.shape;
    const top = rows - info.padInfo.top;
    const left = columns - info.padInfo.left;
    const padded = spread.pad<tf.Tensor4D>([[0, 0], [top, info.inHeight + rows - height - top], [left, info.inWidth + columns - width - left], [0, 0]]);
    const turned = filter.reshape<tf.Tensor4D>([filterHeight, filterWidth, outputs, 1]).reverse<tf.Tensor4D>([0, 1]);
    const perOutput = tf.depthwiseConv2d(padded, turned, 1, 'valid', 'NHWC', [info.dilationHeight, info.dilationWidth]);
    if (multiplier === 1) return perOutput;
    return perOutput.reshape([batch * info.inHeight, info.inWidth, channels, multiplier]).sum(3).reshape([batch, info.inHeight, info.inWidth, channels]);
  });
}

/**
 * One sum over the image for each of the filter's few places.
 * @param x [B,H,W,C] @param dy [B,Y,X,C M]
 * @returns [i,j,C,M]
 */
function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, info: tf.backend_util.Conv2DInfo): tf.Tensor4D {
  const [batch, rows, columns, outputs] = dy.shape;
  const channels = info.inChannels;
  const multiplier = outputs / channels;
  const { top, bottom, left, right } = info.padInfo;
  return tf.tidy(() => {
    const padded = x.pad<tf.Tensor4D>([[0, 0], [top, bottom], [left, right], [0, 0]]);
    const slopes = dy.reshape([batch * rows * columns, channels, multiplier]);
    const places: tf.Tensor[] = [];
    for (let row = 0; row < info.filterHeight; row++) {
      for (let column = 0; column < info.filterWidth; column++) {
        const [fromRow, fromColumn] = [row * info.dilationHeight, column * info.dilationWidth];
        const seen = tf.stridedSlice(
          padded,
          [0, fromRow, fromColumn, 0],
          [batch, fromRow + (rows - 1) * info.strideHeight + 1, fromColumn + (columns - 1) * info.strideWidth + 1, channels],
          [1, info.strideHeight, info.strideWidth, 1],
        );
        places.push(seen.reshape([batch * rows * columns, channels, 1]).mul(slopes).sum(0));
      }
    }
    return tf.stack(places).reshape([info.filterHeight, info.filterWidth, channels, multiplier]);
  });
}
