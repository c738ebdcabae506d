import { tf } from '../tensorflow.ts';

const registeredFor = new Set<string>();

interface InputGradientAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly inputShape: [number, number, number, number];
}

/**
 * The input gradient of a convolution of stride 1 as a convolution: of dy, padded, with the filter turned half round and
 * its channels changed places. The packages' own kernels are plain loops, on WebAssembly ten to twenty times slower than
 * its convolution; on WebGPU they read the filter anew for every pixel, where its convolution is a tiled matrix product.
 * @param dy [B,Y,X,K] @param filter [i,j,C,K]
 * @returns [B,H,W,C], or null where the stride is another
 * Source: Dumoulin & Visin 2016, arXiv:1603.07285, section 4.
 */
function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, attributes: InputGradientAttributes): tf.Tensor4D | null {
  const { strides, pad, dataFormat, dimRoundingMode, inputShape } = attributes;
  if (dataFormat !== 'NHWC') return null;
  const info = tf.backend_util.computeConv2DInfo(inputShape, filter.shape, strides, 1, pad, dimRoundingMode);
  if (info.strideHeight !== 1 || info.strideWidth !== 1) return null;
  const top = info.filterHeight - 1 - info.padInfo.top;
  const left = info.filterWidth - 1 - info.padInfo.left;
  const bottom = info.inHeight + info.filterHeight - 1 - info.outHeight - top;
  const right = info.inWidth + info.filterWidth - 1 - info.outWidth - left;
  if (Math.min(top, left, bottom, right) < 0) return null;
  return tf.tidy(() => {
    const turned = filter.reverse([0, 1]).transpose<tf.Tensor4D>([0, 1, 3, 2]);
    return tf.conv2d(dy, turned, 1, [[0, 0], [top, bottom], [left, right], [0, 0]]);
  });
}

/** Puts the kernel before a backend's own, which goes on serving other strides. */
export function registerInputGradient(backendName: string): void {
  if (registeredFor.has(backendName)) return;
  registeredFor.add(backendName);
  const own = tf.getKernel('Conv2DBackpropInput', backendName);
  tf.unregisterKernel('Conv2DBackpropInput', backendName);
  tf.registerKernel({
    ...own,
    kernelFunc: (parameters) => {
      const { inputs, attrs } = parameters;
      return inputGradient(inputs['dy'] as tf.Tensor4D, inputs['filter'] as tf.Tensor4D, attrs as unknown as InputGradientAttributes) ?? own.kernelFunc(parameters);
    },
  });
}
