import { tf } from '../tensorflow.ts';
import { nativeBackendName, type NodeBackend } from './nodeBackend.ts';

/**
 * Replaces gradients that TensorFlow.js puts together from several operations by TensorFlow's single one.
 * Another backend in the same process goes on with operations of its own.
 */
export function registerNativeGradients(backend: NodeBackend): void {
  const floatType = { name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_FLOAT };
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
            ? backend.executeSingleOutput('ReluGrad', [floatType], [slope, y])
            : slope.mul(y.step()),
      };
    },
  });
}
