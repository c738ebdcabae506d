import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { forwardErrors } from './forwardErrors.ts';
import type { ChildHandle, ProcessName, Processes } from '../ports/Processes.ts';

const entries: Readonly<Record<ProcessName, string>> = {
  engine: fileURLToPath(new URL('../engine/engineProcess.ts', import.meta.url)),
  images: fileURLToPath(new URL('../images/imagesProcess.ts', import.meta.url)),
};

/** JavaScript heap of each process in MiB; pixels and tensors live outside it. */
const heapLimitMib: Readonly<Record<ProcessName, number>> = { engine: 4096, images: 1024 };

function startNodeProcess(name: ProcessName): ChildHandle {
  return forkProgram(entries[name], heapLimitMib[name]);
}

/** Starts a file of ours as a process of its own. @param programArguments for tests */
export function forkProgram(path: string, heapMib: number, programArguments: readonly string[] = []): ChildHandle {
  const child = fork(path, [...programArguments], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${heapMib}`],
    // Output of native libraries goes to standard error: the command line keeps standard output for its answer.
    stdio: ['ignore', 2, 'pipe', 'ipc'],
  });
  if (child.stderr) forwardErrors(child.stderr, (line) => void process.stderr.write(line));
  let over = false;
  const exitListeners: ((reason: string) => void)[] = [];
  const exited = (reason: string): void => {
    if (over) return;
    over = true;
    for (const listener of exitListeners) listener(reason);
  };
  child.on('exit', (code, signal) => exited(signal ? `signal ${signal}` : `exit code ${code}`));
  child.on('error', (error) => exited(error.message));
  return {
    post: (message) => {
      // A send may race with the child's end; `onExit` is where that is dealt with.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void exitListeners.push(listener),
    kill: () => void child.kill('SIGKILL'),
  };
}

export const nodeProcesses: Processes = { start: startNodeProcess };
