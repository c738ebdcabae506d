import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { tf } from '../tensorflow.ts';
import { composedKernels } from './composedKernels.ts';
import type { TrainingKernels } from './TrainingKernels.ts';
import { registerWasmGradients } from './wasmGradients.ts';

let pathsAreSet = false;

/**
 * Makes WebAssembly the backend of this process: the floor that works on every machine.
 * @throws SfumatoError (engineFailed) when WebAssembly cannot start
 */
export async function startWasm(): Promise<TrainingKernels> {
  if (!pathsAreSet) {
    const require = createRequire(import.meta.url);
    const folder = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/');
    // As an address: in the hidden window a plain path would be fetched from the page's own origin first.
    setWasmPaths(pathToFileURL(folder).href);
    registerWasmGradients();
    pathsAreSet = true;
  }
  if (!(await tf.setBackend('wasm'))) {
    throw new SfumatoError('engineFailed', say('wasmDidNotStart'));
  }
  return composedKernels;
}
