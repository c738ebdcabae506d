import { utilityProcess } from 'electron';
import type { ChildHandle, ProcessName, Processes } from '../../ports/Processes.ts';

const serviceNames: Readonly<Record<ProcessName, string>> = { engine: 'Sfumato engine', images: 'Sfumato decoders' };

/** JavaScript heap of each process in MiB; pixels and tensors live outside it. */
const heapLimitMib: Readonly<Record<ProcessName, number>> = { engine: 4096, images: 1024 };

/**
 * The program's processes as Electron's utility processes.
 * @param entries path of each process's bundle
 */
export function utilityProcesses(entries: Readonly<Record<ProcessName, string>>): Processes {
  return { start: (name) => startUtilityProcess(name, entries[name]) };
}

function startUtilityProcess(name: ProcessName, entry: string): ChildHandle {
  const child = utilityProcess.fork(entry, [], {
    serviceName: serviceNames[name],
    execArgv: [`--max-old-space-size=${heapLimitMib[name]}`],
    stdio: 'inherit',
  });
  let over = false;
  child.on('exit', () => (over = true));
  return {
    post: (message) => {
      if (!over) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(`exit code ${code}`)),
    kill: () => {
      // `child.kill` asks politely, which a process busy in native code or in a hostile file does not hear.
      if (over) return;
      if (child.pid === undefined) child.kill();
      else process.kill(child.pid, 'SIGKILL');
    },
  };
}
