import { say } from '../../core/messages/Message.ts';
import type { Backend } from './Backend.ts';
import { startWasm } from './wasm.ts';

/** WebAssembly: slow, and the measure of all others, for it runs everywhere alike. */
export const wasmBackend: Backend = {
  name: 'wasm',
  askedBy: 'wasm',
  async start() {
    return { tfName: 'wasm', kernels: await startWasm(), device: say('deviceWasm') };
  },
};
