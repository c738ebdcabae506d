import type { BackendName } from '../../core/backends.ts';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { saidBy, SfumatoError } from '../../core/SfumatoError.ts';
import type { EngineDescription } from '../engineApi.ts';
import { tf } from '../tensorflow.ts';
import type { Backend, BackendStart, BackendWish, StartedBackend } from './Backend.ts';
import { backends as allBackends } from './backends.ts';
import { selfTest } from './selfTest.ts';
import type { TrainingKernels } from './TrainingKernels.ts';
import { wasmBackend } from './wasmBackend.ts';

export interface ChosenBackend {
  /** The TensorFlow.js in which the backend is in force; the same object `tensorflow.ts` exports. */
  readonly tf: typeof tf;
  readonly name: BackendName;
  readonly kernels: TrainingKernels;
  readonly description: Omit<EngineDescription, 'prediction'>;
}

export interface BackendConditions {
  /** Processor threads; default: as many as the machine has. */
  readonly threads?: number | null;
  /** Backends that failed at work, with what happened: they are not tried again. */
  readonly avoided?: ReadonlyMap<BackendName, Message>;
  /** Told before each is tried: should it end the process, its name is known. */
  readonly trying?: (name: BackendName) => Promise<void>;
  /** Others for tests. */
  readonly backends?: readonly Backend[];
}

const wishes: readonly BackendWish[] = ['best', 'native', 'webgpu', 'wasm'];

/** The wish in the environment variable SFUMATO_BACKEND; where that is not set, the user's in the settings. */
export function backendWish(environment: NodeJS.ProcessEnv = process.env, setting: BackendWish = 'best'): BackendWish {
  const value = environment['SFUMATO_BACKEND'] ?? '';
  if (value === '') return setting;
  const wish = wishes.find((known) => known === value);
  if (wish !== undefined) return wish;
  throw new SfumatoError('invalidInput', say('backendVariable', { value: JSON.stringify(value) }));
}

/**
 * Starts the backend of this process: of those that may be taken the first, in the order of `backends.ts`, that starts
 * and agrees with WebAssembly.
 * @throws SfumatoError (engineFailed) when the backend wished for cannot be had, or none can
 */
export async function chooseBackend(wish: BackendWish = backendWish(), conditions: BackendConditions = {}): Promise<ChosenBackend> {
  const { threads = null, avoided = new Map<BackendName, Message>(), trying, backends = allBackends } = conditions;
  const start: BackendStart = { forced: wish !== 'best', threads };
  // The measure of the others, and there when all of them fail.
  const reference = await wasmBackend.start(start);
  const reports: EngineDescription['backends'][number][] = [];
  let chosen: { readonly name: BackendName; readonly started: StartedBackend } | null = null;
  for (const { name, askedBy, ...backend } of backends) {
    const refuse = (reason: Message): void => void reports.push({ name, chosen: false, reason });
    if (wish !== 'best' && askedBy !== wish) refuse(notAsked(wish));
    else if (chosen) refuse(say(name === 'wasm' ? 'readySlower' : 'fasterServes'));
    else if (avoided.has(name)) refuse(say('gaveUpOn', { why: avoided.get(name)! }));
    else {
      await trying?.(name);
      const started = await tried({ name, askedBy, ...backend }, start, reference);
      if ('refused' in started) refuse(started.refused);
      else {
        chosen = { name, started };
        reports.push({ name, chosen: true, reason: whyChosen(name, wish) });
      }
    }
  }
  if (!chosen) throw new SfumatoError('engineFailed', say('backendUnusable', { asked: wish, notes: notesOf(reports, wish, backends) }));
  const { name, started } = chosen;
  await tf.setBackend(started.tfName);
  return { tf, name, kernels: started.kernels, description: { device: started.device, backends: reports } };
}

/** Starts a backend and compares it with WebAssembly. */
async function tried(backend: Backend, start: BackendStart, reference: StartedBackend): Promise<StartedBackend | { readonly refused: Message }> {
  let started: StartedBackend;
  try {
    started = await backend.start(start);
  } catch (thrown) {
    return { refused: saidBy(thrown) };
  }
  if (started.tfName === reference.tfName) return started;
  try {
    const difference = await selfTest(
      { backend: started.tfName, kernels: started.kernels },
      { backend: reference.tfName, kernels: reference.kernels },
    );
    return difference === null ? started : { refused: say('selfTestFailed', { why: difference }) };
  } catch (thrown) {
    return { refused: say('selfTestFailed', { why: saidBy(thrown) }) };
  }
}

function notAsked(wish: BackendWish): Message {
  return isAskedByVariable() ? say('notAskedByVariable', { asked: wish }) : say('notAskedBySettings', { asked: wish });
}

function whyChosen(name: BackendName, wish: BackendWish): Message {
  if (wish !== 'best') return say(isAskedByVariable() ? 'askedForByVariable' : 'askedForBySettings');
  return say(name === 'wasm' ? 'servesInstead' : 'nativeAgrees');
}

/** Why each of those asked for cannot be had. */
function notesOf(reports: EngineDescription['backends'], wish: BackendWish, known: readonly Backend[]): Message[] {
  const asked = new Set(known.filter(({ askedBy }) => wish === 'best' || askedBy === wish).map(({ name }) => name));
  return reports.filter(({ name }) => asked.has(name)).map(({ name, reason }) => say('backendNote', { name, reason }));
}

/** Whether the environment has asked for a backend by name; else the settings have. */
function isAskedByVariable(): boolean {
  return (process.env['SFUMATO_BACKEND'] ?? '') !== '';
}
