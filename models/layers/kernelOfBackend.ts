import { tf } from '../../src-main/engine/tensorflow.ts';

/**
 * What the backend in force makes of the inputs by a kernel of its own, or null where it has none and the caller composes
 * the outcome of TensorFlow.js operations. The backend that traces networks into ONNX has such kernels for what would
 * otherwise put the image's size into the graph, or what a runtime knows as one operator.
 */
export function byKernelOfBackend<Outcome extends tf.Tensor>(kernel: string, inputs: Readonly<Record<string, tf.Tensor>>, attributes: Readonly<Record<string, number>>): Outcome | null {
  if (!tf.getKernel(kernel, tf.getBackend())) return null;
  return tf.engine().runKernel(kernel, inputs, attributes);
}
