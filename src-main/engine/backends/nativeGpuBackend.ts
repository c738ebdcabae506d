import { availableParallelism } from 'node:os';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { Backend } from './Backend.ts';
import { startNative } from './native.ts';
import { nativeBackendName } from './nodeBackend.ts';

/** TensorFlow's own library on an NVIDIA graphics card. */
export const nativeGpuBackend: Backend = {
  name: 'nativeGpu',
  askedBy: 'native',
  async start({ threads }) {
    const { kernels, version, usesGpu } = startNative();
    if (!usesGpu) throw new SfumatoError('engineFailed', say('nativeWithoutGpu'));
    const device = say('deviceNative', { version, gpu: true, threads: threads ?? availableParallelism() });
    return { tfName: nativeBackendName, kernels, device };
  },
};
