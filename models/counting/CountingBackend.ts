import { tf } from '../../src-main/engine/tensorflow.ts';
import { countingKernels } from './countingKernels.ts';

/** Name under which the counting backend is known to TensorFlow.js. */
export const countingBackendName = 'sfumato-count';

/** A backend of TensorFlow.js that computes nothing but the shapes of tensors, and counts what computing them would take. */
export class CountingBackend extends tf.KernelBackend {
  multiplyAdds = 0;

  shaped(shape: readonly number[]): tf.TensorInfo {
    return { dataId: {}, shape: [...shape], dtype: 'float32' };
  }

  override write(): object {
    return {};
  }

  override disposeData(): boolean {
    return true;
  }

  override incRef(): void {
    // There are no values to hold.
  }

  override refCount(): number {
    return 1;
  }

  override numDataIds(): number {
    return 0;
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override dispose(): void {
    this.multiplyAdds = 0;
  }
}

export function registerCountingKernels(backend: CountingBackend): void {
  for (const [kernelName, outcomeOf] of Object.entries(countingKernels)) {
    tf.registerKernel({
      kernelName,
      backendName: countingBackendName,
      kernelFunc: ({ inputs, attrs = {} }) => {
        const shapes = Object.fromEntries(Object.entries(inputs).flatMap(([name, tensor]) => (tensor ? [[name, tensor.shape]] : [])));
        const { shape, multiplyAdds = 0 } = outcomeOf({ shapes, attributes: attrs });
        backend.multiplyAdds += multiplyAdds;
        return backend.shaped(shape);
      },
    });
  }
}
