import { tf } from '../tensorflow.ts';
import { convolutionFilterGradient } from './convolutionFilterGradient.ts';
import { convolutionInputGradient } from './convolutionInputGradient.ts';
import { nativeBackendName } from './nodeBackend.ts';
import type { NodeBackend, OperationAttribute } from './nodeBackend.ts';

interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dilations: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const stock = tf.getGradient('Conv2D');

/**
 * Gives atrous convolution, `tf.conv2d` with dilations, the gradient that TensorFlow.js refuses to compute.
 * @param native the native engine's backend, whose kernels take dilations; null when there is none
 */
export function registerAtrousGradient(native: NodeBackend | null): void {
  tf.registerGradient({
    ...stock,
    gradFunc: (dy, saved, attrs) => {
      const attributes = attrs as unknown as ConvolutionAttributes;
      if ([attributes.dilations].flat().every((rate) => rate === 1)) return stock.gradFunc(dy, saved, attrs);
      const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
      const slope = dy as tf.Tensor4D;
      const info = tf.backend_util.computeConv2DInfo(x.shape, filter.shape, attributes.strides, attributes.dilations, attributes.pad, attributes.dimRoundingMode);
      if (native !== null && tf.getBackend() === nativeBackendName) return nativeGradients(native, { x, filter, dy: slope, info });
      return { x: () => inputGradient(slope, filter, info), filter: () => convolutionFilterGradient(x, slope, info) };
    },
  });
}

function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, info: tf.backend_util.Conv2DInfo): tf.Tensor4D {
  const gradient = convolutionInputGradient(dy, filter, info);
  if (gradient === null) throw new RangeError('The gradient of an atrous convolution wants stride 1 and padding no wider than the filter reaches.');
  return gradient;
}

interface NativeInput {
  readonly x: tf.Tensor4D;
  readonly filter: tf.Tensor4D;
  readonly dy: tf.Tensor4D;
  readonly info: tf.backend_util.Conv2DInfo;
}

/** TensorFlow.js's own calls of these kernels leave the dilations out. */
function nativeGradients(backend: NodeBackend, { x, filter, dy, info }: NativeInput): { x: () => tf.Tensor; filter: () => tf.Tensor } {
  const { binding } = backend;
  const attributes: OperationAttribute[] = [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'strides', type: binding.TF_ATTR_INT, value: [1, info.strideHeight, info.strideWidth, 1] },
    { name: 'padding', type: binding.TF_ATTR_STRING, value: info.padInfo.type },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'use_cudnn_on_gpu', type: binding.TF_ATTR_BOOL, value: true },
    { name: 'dilations', type: binding.TF_ATTR_INT, value: [1, info.dilationHeight, info.dilationWidth, 1] },
  ];
  const shape = (tensor: tf.Tensor): tf.Tensor1D => tf.tensor1d(tensor.shape, 'int32');
  return {
    x: () => tf.tidy(() => backend.executeSingleOutput('Conv2DBackpropInput', attributes, [shape(x), filter, dy])),
    filter: () => tf.tidy(() => backend.executeSingleOutput('Conv2DBackpropFilter', attributes, [x, shape(filter), dy])),
  };
}
