import type { BackendName } from '../../core/backends.ts';
import type { Message } from '../../core/messages/Message.ts';
import type { TrainingKernels } from './TrainingKernels.ts';

/** What the user, or SFUMATO_BACKEND, asks for; `best` takes the fastest that passes its self-test. */
export type BackendWish = 'best' | 'native' | 'webgpu' | 'wasm';

export interface BackendStart {
  /** Asked for by name: what is right but slow is then taken too. */
  readonly forced: boolean;
  /** Processor threads; null: as many as the machine has. */
  readonly threads: number | null;
}

/** A backend in force in this process. */
export interface StartedBackend {
  /** Its name in TensorFlow.js. */
  readonly tfName: string;
  readonly kernels: TrainingKernels;
  /** What computes, for the user. */
  readonly device: Message;
}

/** One way to compute. To add one: write its file, add it to `backends.ts`, its name to `core/backends.ts`. */
export interface Backend {
  readonly name: BackendName;
  /** The wish that asks for it. */
  readonly askedBy: Exclude<BackendWish, 'best'>;
  /** @throws SfumatoError `engineFailed` with the reason, in a sentence for the user, when it cannot be had */
  start(request: BackendStart): Promise<StartedBackend>;
}
