import { tf } from '../tensorflow.ts';
import { nativeBackendName, type NodeBackend } from './nodeBackend.ts';

/**
 * Replaces gradients that TensorFlow.js puts together from several operations by TensorFlow's single one.
 * Another backend in the same process goes on with operations of its own.
 */
export function registerNativeGradients(backend: NodeBackend): void {
  tf.registerGradient({
    kernelName: 'Relu',
    // The output says as well as the input where the slope is 1, and is kept for the next layer's gradient anyway.
    outputsToSave: [true],
    gradFunc: (dy, saved) => {
      const [y] = saved as [tf.Tensor];
      const slope = dy as tf.Tensor;
      return {
        x: () =>
          tf.getBackend() === nativeBackendName
            ? reluGradient(backend, slope, y)
            : slope.mul(y.step()),
      };
    },
  });
}

/** @param y what ReLU gave @returns dy where y > 0, else 0 */
export function reluGradient(backend: NodeBackend, dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  const { TF_ATTR_TYPE, TF_FLOAT } = backend.binding;
  return backend.executeSingleOutput('ReluGrad', [{ name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT }], [dy, y]);
}
