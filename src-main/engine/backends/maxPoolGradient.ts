import { tf } from '../tensorflow.ts';
import { nativeBackendName } from './nodeBackend.ts';
import type { OneDnn, PoolWindow } from './oneDnn.ts';
import { spreadOut } from './spreadOut.ts';

interface MaxPoolAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const stock = tf.getGradient('MaxPool');
const wasmBackendName = 'wasm';
/** Lower than any value that training survives. */
const lowest = -3e38;

/**
 * Replaces the gradient of max pooling where the stock kernel is wrong or slow. WebAssembly's sends the slope of a window
 * without a positive value to the image's first pixel. TensorFlow's looks for every maximum again on one thread: oneDNN
 * does better, and where that is missing, windows of 2 x 2 that do not overlap are compared with the enlarged output.
 *
 * Values of a window that are equally large share its slope or leave it to the first, as the kernel has it: both are
 * members of the subdifferential. Once for each backend of a process.
 * @param oneDnn what the native backend has; null: it has none, or is not there
 */
export function registerMaxPoolGradient(oneDnn: OneDnn | null): void {
  tf.registerGradient({
    ...stock,
    gradFunc: (dy, saved, attrs) => {
      const [x, y] = saved as [tf.Tensor4D, tf.Tensor4D];
      const slope = dy as tf.Tensor4D;
      const attributes = attrs as unknown as MaxPoolAttributes;
      const backend = tf.getBackend();
      const isWasm = backend === wasmBackendName;
      const isNative = backend === nativeBackendName;
      if (isNative && oneDnn !== null && typeof attributes.pad === 'string') return { x: () => oneDnn.maxPoolGradient(x, slope, windowOf(attributes)) };
      if ((isWasm || isNative) && isHalving(x, attributes)) return { x: () => halvingGradient(slope, x, y) };
      return isWasm ? { x: () => placesGradient(slope, x, y, attributes) } : stock.gradFunc(dy, saved, attrs);
    },
  });
}

function windowOf({ filterSize, strides, pad }: MaxPoolAttributes): PoolWindow {
  const pair = (side: [number, number] | number): [number, number] => (typeof side === 'number' ? [side, side] : side);
  return { size: pair(filterSize), strides: pair(strides), pad: pad as PoolWindow['pad'] };
}

function isHalving(x: tf.Tensor4D, { filterSize, strides, pad }: MaxPoolAttributes): boolean {
  const isTwo = (side: [number, number] | number): boolean => [side].flat().every((length) => length === 2);
  const [, height, width] = x.shape;
  return isTwo(filterSize) && isTwo(strides) && (pad === 'valid' || pad === 'same') && height % 2 === 0 && width % 2 === 0;
}

/** dy and y [B,H/2,W/2,C], x [B,H,W,C] -> [B,H,W,C] */
function halvingGradient(dy: tf.Tensor4D, x: tf.Tensor4D, y: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = x.shape;
  const enlarged = (tensor: tf.Tensor4D): tf.Tensor4D => tf.image.resizeNearestNeighbor(tensor, [height, width]);
  return tf.tidy(() => {
    const isLargest = x.equal(enlarged(y)).cast<tf.Tensor4D>('float32');
    const count = tf.avgPool(isLargest, 2, 2, 'valid').mul(4);
    return isLargest.mul(enlarged(dy.div(count)));
  });
}

/** Windows of any size and stride, one place of the window after another. dy and y [B,Y,X,C], x [B,H,W,C] -> [B,H,W,C] */
function placesGradient(dy: tf.Tensor4D, x: tf.Tensor4D, y: tf.Tensor4D, { filterSize, strides, pad, dimRoundingMode }: MaxPoolAttributes): tf.Tensor4D {
  const info = tf.backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { top, bottom, left, right } = info.padInfo;
  const rows = (info.outHeight - 1) * info.strideHeight + 1;
  const columns = (info.outWidth - 1) * info.strideWidth + 1;
  return tf.tidy(() => {
    const padded = x.pad<tf.Tensor4D>([[0, 0], [top, bottom], [left, right], [0, 0]], lowest);
    const [batch, height, width, channels] = padded.shape;
    const places = Array.from({ length: info.filterHeight * info.filterWidth }, (_, place) => {
      const [row, column] = [Math.floor(place / info.filterWidth), place % info.filterWidth];
      const seen = tf.stridedSlice(padded, [0, row, column, 0], [batch, row + rows, column + columns, channels], [1, info.strideHeight, info.strideWidth, 1]);
      return { row, column, isLargest: seen.equal(y).cast<tf.Tensor4D>('float32') };
    });
    const share = dy.div<tf.Tensor4D>(tf.addN(places.map(({ isLargest }) => isLargest)));
    const slopes = places.map(({ row, column, isLargest }) =>
      spreadOut(isLargest.mul(share), info.strideHeight, info.strideWidth).pad<tf.Tensor4D>([[0, 0], [row, height - rows - row], [column, width - columns - column], [0, 0]]),
    );
    return tf.addN(slopes).slice([0, top, left, 0], x.shape);
  });
}
