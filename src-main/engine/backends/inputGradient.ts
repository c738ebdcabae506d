import { tf } from '../tensorflow.ts';
import { convolutionInputGradient } from './convolutionInputGradient.ts';

const registeredFor = new Set<string>();

interface InputGradientAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly inputShape: [number, number, number, number];
}

/**
 * The packages' own kernels are plain loops, on WebAssembly ten to twenty times slower than its convolution; on WebGPU they
 * read the filter anew for every pixel, where its convolution is a tiled matrix product.
 * @returns null where `convolutionInputGradient` does not serve
 */
function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, attributes: InputGradientAttributes): tf.Tensor4D | null {
  const { strides, pad, dataFormat, dimRoundingMode, inputShape } = attributes;
  if (dataFormat !== 'NHWC') return null;
  return convolutionInputGradient(dy, filter, tf.backend_util.computeConv2DInfo(inputShape, filter.shape, strides, 1, pad, dimRoundingMode));
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
