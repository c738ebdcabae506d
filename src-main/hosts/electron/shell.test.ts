import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { electronProcesses } from './electronProcesses.ts';
import { openWindow } from './window.ts';

const electron = vi.hoisted(() => ({ fork: vi.fn(), windowOptions: [] as unknown[], loaded: [] as string[] }));

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class BrowserWindow extends Emitter {
    webContents = Object.assign(new Emitter(), { setWindowOpenHandler: () => undefined });
    constructor(options: unknown) {
      super();
      electron.windowOptions.push(options);
    }
    loadURL(address: string): Promise<void> {
      electron.loaded.push(address);
      return Promise.resolve();
    }
    show(): void {}
  }
  return { BrowserWindow, utilityProcess: { fork: electron.fork } };
});

function fakeChild(pid: number | undefined) {
  return Object.assign(new EventEmitter(), { pid, postMessage: vi.fn(), kill: vi.fn() });
}

beforeEach(() => vi.restoreAllMocks());

test('the window is isolated, sandboxed and shows our own page', async () => {
  await openWindow('/program/preload.cjs');
  expect(electron.windowOptions[0]).toMatchObject({
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, webviewTag: false, spellcheck: false },
  });
  expect(electron.loaded).toEqual(['sfumato://app/']);
});

test('a process carries messages both ways and tells its end', () => {
  const child = fakeChild(4711);
  electron.fork.mockReturnValue(child);
  const handle = electronProcesses({ engine: '/out/engine.js', images: '/out/images.js', engineWindow: '/out/enginePreload.mjs' }).start('engine');
  expect(electron.fork).toHaveBeenCalledWith('/out/engine.js', [], expect.objectContaining({ serviceName: 'Sfumato engine' }));
  const heard: unknown[] = [];
  handle.onMessage((message) => heard.push(message));
  handle.onExit((reason) => heard.push(reason));
  handle.post('question');
  child.emit('message', 'answer');
  child.emit('exit', 9);
  handle.post('too late');
  expect(child.postMessage).toHaveBeenCalledExactlyOnceWith('question');
  expect(heard).toEqual(['answer', 'exit code 9']);
});

test('a process is killed for good, and only while it lives', () => {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  const [running, starting, ended] = [fakeChild(4711), fakeChild(undefined), fakeChild(4712)];
  for (const child of [running, starting, ended]) {
    electron.fork.mockReturnValueOnce(child);
    const handle = electronProcesses({ engine: 'e', images: 'i', engineWindow: 'w' }).start('images');
    if (child === ended) child.emit('exit', 0);
    handle.kill();
  }
  expect(kill).toHaveBeenCalledExactlyOnceWith(4711, 'SIGKILL');
  expect(starting.kill).toHaveBeenCalledOnce();
});
