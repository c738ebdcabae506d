import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { Channel } from '../processes/remote.ts';
import type { Backend } from './backends/Backend.ts';
import { backends } from './backends/backends.ts';
import { startBackendBy } from './EngineService.ts';
import { serveEngine } from './serveEngine.ts';
import { PlainBatches } from './train/batchSource/PlainBatches.ts';

/** TensorFlow's own library is for the engine's process: a window would share its memory with Chromium for nothing. */
const backendsOfWindow: readonly Backend[] = backends.map((backend) => (backend.askedBy === 'native' ? { ...backend, start: refuseNative } : backend));

/** Offers the engine from inside a window, whose `navigator.gpu` it computes with. Started by `EngineClient`, as its process is. */
export function serveEngineInWindow(channel: Channel): void {
  serveEngine(channel, {
    startBackend: (settings, avoided, trying) => startBackendBy(settings, avoided, trying, backendsOfWindow),
    // Chromium's windows have none of Node's threads, and no memory to share with one.
    openBatches: async (setup) => new PlainBatches(setup),
  });
}

function refuseNative(): Promise<never> {
  return Promise.reject(new SfumatoError('engineFailed', say('nativeInProcess')));
}
