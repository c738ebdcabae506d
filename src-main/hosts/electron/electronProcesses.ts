import { utilityProcess } from 'electron';
import type { ChildHandle, ProcessName, Processes } from '../../ports/Processes.ts';
import { startEngineWindow } from './engineWindow.ts';

const serviceNames: Readonly<Record<ProcessName, string>> = { engine: 'Sfumato engine', images: 'Sfumato decoders' };

/** JavaScript heap of each process in MiB; pixels and tensors live outside it. */
const heapLimitMib: Readonly<Record<ProcessName, number>> = { engine: 4096, images: 1024 };

/** Paths of the bundles: of each process, and of the hidden window's preload. */
export type ProgramBundles = Readonly<Record<ProcessName | 'engineWindow', string>>;

/** The program's processes as Electron's utility processes, and the hidden window for the engine where it wants WebGPU. */
export function electronProcesses(bundles: ProgramBundles): Processes {
  return {
    start: (name) => startUtilityProcess(name, bundles[name]),
    startEngineWindow: () => startEngineWindow(bundles.engineWindow),
  };
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
