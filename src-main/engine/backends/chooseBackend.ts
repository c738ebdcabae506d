import { availableParallelism } from 'node:os';
import { messageOf, SfumatoError } from '../../core/SfumatoError.ts';
import type { EngineDescription } from '../engineApi.ts';
import { tf } from '../tensorflow.ts';
import { startNative, type NativeEngine } from './native.ts';
import { nativeBackendName } from './nodeBackend.ts';
import { selfTest } from './selfTest.ts';
import type { TrainingKernels } from './TrainingKernels.ts';
import { startWasm } from './wasm.ts';

export interface ChosenBackend {
  /** The TensorFlow.js in which the backend is in force; the same object `tensorflow.ts` exports. */
  readonly tf: typeof tf;
  readonly kernels: TrainingKernels;
  readonly description: EngineDescription;
}

/** `native` and `wasm` force that backend; `best` takes the fastest that passes its self-test. */
export type BackendWish = 'best' | 'native' | 'wasm';

/** The wish in the environment variable SFUMATO_BACKEND; where that is not set, the user's in the settings. */
export function backendWish(environment: NodeJS.ProcessEnv = process.env, setting: BackendWish = 'best'): BackendWish {
  const value = environment['SFUMATO_BACKEND'] ?? '';
  if (value === '') return setting;
  if (value === 'native' || value === 'wasm') return value;
  throw new SfumatoError('invalidInput', `SFUMATO_BACKEND wants native or wasm; it is ${JSON.stringify(value)}.`);
}

/**
 * Starts the backend of this process: the native engine where it loads and agrees with WebAssembly, else WebAssembly.
 * @throws SfumatoError (engineFailed) when the backend wished for cannot be had, or none can
 */
export async function chooseBackend(wish: BackendWish = backendWish(), threads: number | null = null): Promise<ChosenBackend> {
  const wasm = await startWasm();
  if (wish === 'wasm') return useWasm(wasm, `not tried: ${asker()} ask for wasm`, `asked for by ${asker()}`);
  const { engine, reason } = tryNative(wasm);
  if (engine !== null) return useNative(engine, reason, threads);
  if (wish === 'native') throw new SfumatoError('engineFailed', `The native engine cannot be used: ${reason}`);
  return useWasm(wasm, reason, 'serves because the native engine does not');
}

/** Loads the native engine and compares it with WebAssembly; a null engine comes with the reason. */
function tryNative(wasm: TrainingKernels): { engine: NativeEngine | null; reason: string } {
  let engine: NativeEngine;
  try {
    engine = startNative();
  } catch (error) {
    return { engine: null, reason: messageOf(error) };
  }
  try {
    const reference = { backend: 'wasm', kernels: wasm };
    const difference = selfTest({ backend: nativeBackendName, kernels: engine.kernels }, reference);
    if (difference !== null) return { engine: null, reason: `Self-test failed: ${difference}.` };
  } catch (error) {
    return { engine: null, reason: `Self-test failed: ${messageOf(error)}` };
  }
  return { engine, reason: 'loaded, and its self-test agrees with WebAssembly' };
}

async function useNative(engine: NativeEngine, reason: string, threads: number | null): Promise<ChosenBackend> {
  await tf.setBackend(nativeBackendName);
  const count = threads ?? availableParallelism();
  const device = `${engine.device}, ${count === 1 ? '1 thread' : `${count} threads`}`;
  return {
    tf,
    kernels: engine.kernels,
    description: {
      device,
      backends: [
        { name: 'native', chosen: true, reason },
        { name: 'wasm', chosen: false, reason: 'ready, slower' },
      ],
    },
  };
}

async function useWasm(kernels: TrainingKernels, nativeReason: string, wasmReason: string): Promise<ChosenBackend> {
  await tf.setBackend('wasm');
  return {
    tf,
    kernels,
    description: {
      device: 'WebAssembly on CPU, 1 thread',
      backends: [
        { name: 'native', chosen: false, reason: nativeReason },
        { name: 'wasm', chosen: true, reason: wasmReason },
      ],
    },
  };
}

/** Who has asked for a backend by name. */
function asker(): string {
  return (process.env['SFUMATO_BACKEND'] ?? '') === '' ? 'the settings' : 'SFUMATO_BACKEND';
}
