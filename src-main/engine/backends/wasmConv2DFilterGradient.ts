import { tf } from '../tensorflow.ts';
import { convolutionFilterGradient } from './convolutionFilterGradient.ts';

interface FilterGradientAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
}

/** The filter gradient as the wasm backend, which lacks it, is asked for it. */
function conv2DFilterGradient({ inputs, attrs }: { inputs: tf.NamedTensorInfoMap; attrs?: tf.NamedAttrMap }): tf.TensorInfo {
  const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as unknown as FilterGradientAttributes;
  const input = asTensor(inputs['x']);
  if (dataFormat !== 'NHWC') throw new Error(`The filter gradient on wasm wants NHWC; it got ${dataFormat}.`);
  const info = tf.backend_util.computeConv2DInfo(input.shape, filterShape, strides, 1, pad, dimRoundingMode);
  return convolutionFilterGradient(input, asTensor(inputs['dy']), info);
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
