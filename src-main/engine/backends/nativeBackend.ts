import { availableParallelism } from 'node:os';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { Backend } from './Backend.ts';
import { startNative } from './native.ts';
import { nativeBackendName } from './nodeBackend.ts';

/** TensorFlow's own library on the processor. */
export const nativeBackend: Backend = {
  name: 'native',
  askedBy: 'native',
  async start({ threads }) {
    const { kernels, version, usesGpu } = startNative();
    // The library places each operation itself: with a card in sight there is no computing beside it.
    if (usesGpu) throw new SfumatoError('engineFailed', say('nativeOnGpu'));
    const device = say('deviceNative', { version, gpu: false, threads: threads ?? availableParallelism() });
    return { tfName: nativeBackendName, kernels, device };
  },
};
