import type { BackendName } from '../../core/backends.ts';
import type { ChildHandle } from '../../ports/Processes.ts';
import { connectRemote } from '../../processes/remote.ts';
import type { AvoidedBackend, EngineApi, EngineListener, EngineSettings } from '../engineApi.ts';

/** What an engine is told before anything else. */
export interface EngineStart {
  readonly settings: EngineSettings;
  readonly avoided: readonly AvoidedBackend[];
}

/** One engine that runs somewhere: in a process of its own or in a hidden window. */
export class RunningEngine {
  readonly remote: EngineApi;
  readonly #child: ChildHandle;
  #backend: BackendName | null = null;

  constructor(child: ChildHandle, listener: Omit<EngineListener, 'backend'>, onExit: (reason: string) => void) {
    this.#child = child;
    this.remote = connectRemote<EngineApi, EngineListener>(child, { ...listener, backend: (name) => (this.#backend = name) });
    child.onExit(onExit);
  }

  /** What computes in it, or was being tried last; null before it tells. */
  get backend(): BackendName | null {
    return this.#backend;
  }

  configure({ settings, avoided }: EngineStart): Promise<void> {
    return this.remote.configure(settings, avoided);
  }

  kill(): void {
    this.#child.kill();
  }
}
