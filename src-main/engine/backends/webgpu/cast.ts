import { tf } from '../../tensorflow.ts';
import { webgpuBackendName } from './tfjsWebgpu.ts';

/**
 * Mends `cast` from whole numbers and booleans to float32. The package (4.22) hands the same buffer on under the new name,
 * and kernels that copy values as they lie (transpose is one) then put integers where numbers with a point are wanted:
 * their shader does not compile. A product with 1 writes real numbers. Once in a process.
 */
export function registerWebgpuCast(): void {
  const own = tf.getKernel('Cast', webgpuBackendName);
  tf.unregisterKernel('Cast', webgpuBackendName);
  tf.registerKernel({
    ...own,
    kernelFunc: (parameters) => {
      const x = parameters.inputs['x'] as tf.Tensor;
      const isWhole = x.dtype === 'int32' || x.dtype === 'bool';
      if (!isWhole || parameters.attrs?.['dtype'] !== 'float32') return own.kernelFunc(parameters);
      return tf.tidy(() => tf.engine().runKernel<tf.Tensor>('Multiply', { a: x, b: tf.scalar(1, 'float32') }));
    },
  });
}
