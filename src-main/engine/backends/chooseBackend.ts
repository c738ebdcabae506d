import { availableParallelism } from 'node:os';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { saidBy, SfumatoError } from '../../core/SfumatoError.ts';
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
  readonly description: Omit<EngineDescription, 'prediction'>;
}

/** `native` and `wasm` force that backend; `best` takes the fastest that passes its self-test. */
export type BackendWish = 'best' | 'native' | 'wasm';

/** Why the native engine is not tried, and why WebAssembly serves. */
const askedByVariable = [say('nativeNotTriedByVariable'), say('askedForByVariable')] as const;
const askedBySettings = [say('nativeNotTriedBySettings'), say('askedForBySettings')] as const;

/** The wish in the environment variable SFUMATO_BACKEND; where that is not set, the user's in the settings. */
export function backendWish(environment: NodeJS.ProcessEnv = process.env, setting: BackendWish = 'best'): BackendWish {
  const value = environment['SFUMATO_BACKEND'] ?? '';
  if (value === '') return setting;
  if (value === 'native' || value === 'wasm') return value;
  throw new SfumatoError('invalidInput', say('backendVariable', { value: JSON.stringify(value) }));
}

/**
 * Starts the backend of this process: the native engine where it loads and agrees with WebAssembly, else WebAssembly.
 * @throws SfumatoError (engineFailed) when the backend wished for cannot be had, or none can
 */
export async function chooseBackend(wish: BackendWish = backendWish(), threads: number | null = null): Promise<ChosenBackend> {
  const wasm = await startWasm();
  if (wish === 'wasm') return useWasm(wasm, ...(isAskedByVariable() ? askedByVariable : askedBySettings));
  const { engine, reason } = tryNative(wasm);
  if (engine !== null) return useNative(engine, reason, threads);
  if (wish === 'native') throw new SfumatoError('engineFailed', say('nativeUnusable', { reason }));
  return useWasm(wasm, reason, say('servesInstead'));
}

/** Loads the native engine and compares it with WebAssembly; a null engine comes with the reason. */
function tryNative(wasm: TrainingKernels): { engine: NativeEngine | null; reason: Message } {
  let engine: NativeEngine;
  try {
    engine = startNative();
  } catch (error) {
    return { engine: null, reason: saidBy(error) };
  }
  try {
    const reference = { backend: 'wasm', kernels: wasm };
    const difference = selfTest({ backend: nativeBackendName, kernels: engine.kernels }, reference);
    if (difference !== null) return { engine: null, reason: say('selfTestFailed', { why: difference }) };
  } catch (error) {
    return { engine: null, reason: say('selfTestFailed', { why: saidBy(error) }) };
  }
  return { engine, reason: say('nativeAgrees') };
}

async function useNative(engine: NativeEngine, reason: Message, threads: number | null): Promise<ChosenBackend> {
  await tf.setBackend(nativeBackendName);
  const device = say('deviceNative', { version: engine.version, gpu: engine.usesGpu, threads: threads ?? availableParallelism() });
  return {
    tf,
    kernels: engine.kernels,
    description: {
      device,
      backends: [
        { name: 'native', chosen: true, reason },
        { name: 'wasm', chosen: false, reason: say('readySlower') },
      ],
    },
  };
}

async function useWasm(kernels: TrainingKernels, nativeReason: Message, wasmReason: Message): Promise<ChosenBackend> {
  await tf.setBackend('wasm');
  return {
    tf,
    kernels,
    description: {
      device: say('deviceWasm'),
      backends: [
        { name: 'native', chosen: false, reason: nativeReason },
        { name: 'wasm', chosen: true, reason: wasmReason },
      ],
    },
  };
}

/** Whether the environment has asked for a backend by name; else the settings have. */
function isAskedByVariable(): boolean {
  return (process.env['SFUMATO_BACKEND'] ?? '') !== '';
}
