import { tf } from '../tensorflow.ts';
import { nativeBackendName, type NodeBackend } from './nodeBackend.ts';

/** How output pixels are laid over input pixels; both false: their top left corners coincide. */
export interface ResizeAttributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

let nativeBackend: NodeBackend | null = null;

/**
 * Mends the gradient of `tf.image.resizeBilinear`. TensorFlow.js 4.22 forgets `halfPixelCenters` on its way to every
 * backend's gradient kernel, which is then wrong by half its size without a word.
 *
 * Bilinear resizing is linear and separable, y = R x C^T with one interpolation matrix for rows and one for columns, so
 * its gradient is R^T dy C: two matrix products on any backend. The native engine has a kernel that takes the attribute.
 * @param native the native engine's backend; null from a backend without such a kernel, which takes it from no other
 */
export function registerResizeBilinearGradient(native: NodeBackend | null): void {
  nativeBackend = native ?? nativeBackend;
  tf.registerGradient({
    kernelName: 'ResizeBilinear',
    inputsToSave: ['images'],
    gradFunc: (dy, saved, attrs) => {
      const [images] = saved as [tf.Tensor4D];
      const attributes = attrs as unknown as ResizeAttributes;
      const slope = dy as tf.Tensor4D;
      return {
        images: () =>
          nativeBackend !== null && tf.getBackend() === nativeBackendName
            ? nativeGradient(nativeBackend, slope, images, attributes)
            : enlargementGradient(slope, images.shape, attributes) ?? matrixGradient(slope, images.shape, attributes),
      };
    },
  });
}

function nativeGradient(backend: NodeBackend, dy: tf.Tensor4D, images: tf.Tensor4D, attributes: ResizeAttributes): tf.Tensor {
  const { binding } = backend;
  return backend.executeSingleOutput(
    'ResizeBilinearGrad',
    [
      { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
      { name: 'align_corners', type: binding.TF_ATTR_BOOL, value: attributes.alignCorners },
      { name: 'half_pixel_centers', type: binding.TF_ATTR_BOOL, value: attributes.halfPixelCenters },
    ],
    [dy, images],
  );
}

/**
 * The gradient of enlarging by an even whole number f with half-pixel centres, which is what networks do. Each input
 * sample is spread over 2 f outputs by the same triangle of weights, w_k = 1 - |(k + 1/2) / f - 1|, so the gradient is a
 * depthwise convolution of stride f with it; past the edge, where the first and last samples are repeated, the outputs
 * are mirrored. Some twenty times faster on WebAssembly than the matrices below.
 * dy [B,fH,fW,C] -> [B,H,W,C]; null where the case is another
 */
function enlargementGradient(dy: tf.Tensor4D, imagesShape: number[], { alignCorners, halfPixelCenters }: ResizeAttributes): tf.Tensor4D | null {
  const [, height, width, channels] = imagesShape as [number, number, number, number];
  const [down, across] = [dy.shape[1] / height, dy.shape[2] / width];
  const isServed = (factor: number): boolean => Number.isInteger(factor) && factor % 2 === 0;
  if (alignCorners || !halfPixelCenters || !isServed(down) || !isServed(across)) return null;
  const triangle = (factor: number): number[] => Array.from({ length: 2 * factor }, (_, k) => 1 - Math.abs((k + 0.5) / factor - 1));
  const weights = triangle(down).flatMap((vertical) => triangle(across).map((horizontal) => vertical * horizontal));
  return tf.tidy(() => {
    const [top, left] = [down / 2, across / 2];
    const padded = tf.mirrorPad(dy, [[0, 0], [top, top], [left, left], [0, 0]], 'symmetric');
    const filter = tf.tile(tf.tensor4d(weights, [2 * down, 2 * across, 1, 1]), [1, 1, channels, 1]);
    return tf.depthwiseConv2d(padded, filter, [down, across], 'valid');
  });
}

/** dy [B,Y,X,C] -> [B,H,W,C] */
export function matrixGradient(dy: tf.Tensor4D, imagesShape: number[], attributes: ResizeAttributes): tf.Tensor4D {
  const [batch, height, width, channels] = imagesShape as [number, number, number, number];
  const [, rows, columns] = dy.shape;
  return tf.tidy(() => {
    const rowMatrix = tf.tensor3d(interpolation(height, rows, attributes), [1, height, rows]);
    const columnMatrix = tf.tensor3d(interpolation(width, columns, attributes), [1, width, columns]);
    const overRows = tf.matMul(rowMatrix, dy.reshape<tf.Tensor3D>([batch, rows, columns * channels]));
    const overColumns = tf.matMul(columnMatrix, overRows.reshape<tf.Tensor3D>([batch * height, columns, channels]));
    return overColumns.reshape([batch, height, width, channels]);
  });
}

/**
 * Transposed interpolation matrix of one axis.
 * @returns [from, to]: entry (i, o) is the weight of input sample i in output sample o; each column sums to 1
 */
function interpolation(from: number, to: number, { alignCorners, halfPixelCenters }: ResizeAttributes): Float32Array {
  const matrix = new Float32Array(from * to);
  const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  const shift = halfPixelCenters ? 0.5 : 0;
  for (let output = 0; output < to; output++) {
    const position = Math.min(Math.max((output + shift) * scale - shift, 0), from - 1);
    const low = Math.floor(position);
    const high = Math.min(low + 1, from - 1);
    const add = (input: number, weight: number): void => {
      const index = input * to + output;
      matrix[index] = (matrix[index] ?? 0) + weight;
    };
    add(low, 1 - (position - low));
    add(high, position - low);
  }
  return matrix;
}
