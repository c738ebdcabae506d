/** The two processes that work beside the host: the one that computes and the one that opens foreign files. */
export type ProcessName = 'engine' | 'images';

/** A process of our own; messages are structured clones, so typed arrays pass as they are. */
export interface ChildHandle {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once. `reason` says what the system told: an exit code or a signal. */
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

/** How a host starts such a process: child_process under Node, utilityProcess under Electron. */
export interface Processes {
  start(name: ProcessName): ChildHandle;
  /** Starts the engine in a hidden window, whose WebGPU its process cannot reach. Under Electron alone. */
  startEngineWindow?(): ChildHandle;
}
