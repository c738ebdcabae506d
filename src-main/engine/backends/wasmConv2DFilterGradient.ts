import { tf } from '../tensorflow.ts';

/**
 * The filter gradient of a 2-D convolution, which the wasm backend lacks.
 *
 * dFilter[i,j,c,k] = sum over b,y,x of input[b, y*s+i-top, x*s+j-left, c] * dy[b,y,x,k] is itself a convolution: images
 * and channels change places, dy is the filter, and the stride becomes the dilation.
 * input [B,H,W,C] -> [C,H,W,B]; dy [B,Y,X,K] -> [Y,X,B,K]; result [C,i,j,K] -> [i,j,C,K].
 * Source: Dumoulin & Visin 2016, arXiv:1603.07285, section 4.
 */
function conv2DFilterGradient({ inputs, attrs }: { inputs: tf.NamedTensorInfoMap; attrs?: tf.NamedAttrMap }): tf.TensorInfo {
  const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as unknown as FilterGradientAttributes;
  const input = asTensor(inputs['x']);
  const dy = asTensor(inputs['dy']);
  if (dataFormat !== 'NHWC') throw new Error(`The filter gradient on wasm wants NHWC; it got ${dataFormat}.`);
  const info = tf.backend_util.computeConv2DInfo(input.shape, filterShape, strides, 1, pad, dimRoundingMode);
  const { top, left } = info.padInfo;
  const reach = (outputs: number, stride: number, filter: number): number => (outputs - 1) * stride + filter;
  const bottom = reach(info.outHeight, info.strideHeight, info.filterHeight) - info.inHeight - top;
  const right = reach(info.outWidth, info.strideWidth, info.filterWidth) - info.inWidth - left;
  return tf.tidy(() => {
    const swapped = tf.transpose(input, [3, 1, 2, 0]);
    const padded = tf.pad4d(swapped, [[0, 0], [top, Math.max(bottom, 0)], [left, Math.max(right, 0)], [0, 0]]);
    // A stride may leave the last rows and columns unread: they would give the result rows it should not have.
    const read =
      bottom < 0 || right < 0
        ? tf.slice4d(padded, [0, 0, 0, 0], [-1, info.inHeight + top + bottom, info.inWidth + left + right, -1])
        : padded;
    const filter = tf.transpose(dy, [1, 2, 0, 3]);
    const dilation: [number, number] = [info.strideHeight, info.strideWidth];
    return tf.transpose(tf.conv2d(read, filter, 1, 'valid', 'NHWC', dilation), [1, 2, 0, 3]);
  });
}

interface FilterGradientAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
}

function asTensor(info: tf.TensorInfo | undefined): tf.Tensor4D {
  if (!(info instanceof tf.Tensor)) throw new TypeError('The filter gradient wants tensors.');
  return info as tf.Tensor4D;
}

/** Makes the convolutions of the wasm backend trainable; once in a process. */
export function registerWasmConv2DFilterGradient(): void {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm') !== undefined) return;
  tf.registerKernel({ kernelName: 'Conv2DBackpropFilter', backendName: 'wasm', kernelFunc: conv2DFilterGradient });
}
