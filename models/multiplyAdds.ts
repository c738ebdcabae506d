import { tf } from '../src-main/engine/tensorflow.ts';
import { CountingBackend, countingBackendName, registerCountingKernels } from './counting/CountingBackend.ts';
import type { Network } from './registry.ts';

let counting: CountingBackend | null = null;

/**
 * Multiplications followed by an addition in one forward pass: those of convolutions and matrix products, which are nearly
 * all there are; half the number of floating-point operations. The pass is run on a backend that knows shapes alone, so
 * that neither memory nor time is needed for networks of any size.
 * @param height @param width of the input, multiples of the network's
 * @throws Error of TensorFlow.js naming the kernel when the network calls one whose shape is not known here
 */
export function multiplyAdds({ network, height, width }: { readonly network: Network; readonly height: number; readonly width: number }): number {
  const backend = (counting ??= registered());
  const before = tf.getBackend();
  void tf.setBackend(countingBackendName);
  backend.multiplyAdds = 0;
  try {
    tf.tidy(() => {
      const shaped = (shape: readonly number[]): tf.Tensor => tf.engine().makeTensorFromTensorInfo(backend.shaped(shape));
      const parameters = new Map(network.parameterSpecs.map(({ name, shape }) => [name, shaped(shape)]));
      const input = shaped([1, height, width, network.config['inputChannels'] as number]) as tf.Tensor4D;
      network.forward(parameters, input, { phase: 'prediction' });
    });
    return backend.multiplyAdds;
  } finally {
    void tf.setBackend(before);
  }
}

function registered(): CountingBackend {
  const backend = new CountingBackend();
  tf.registerBackend(countingBackendName, () => backend);
  registerCountingKernels(backend);
  return backend;
}
