import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { enginePageAddress } from './enginePage.ts';
import { startEngineWindow } from './engineWindow.ts';

const electron = vi.hoisted(() => ({ windows: [] as unknown[], load: vi.fn<() => Promise<void>>(), fromPartition: vi.fn() }));

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class BrowserWindow extends Emitter {
    readonly options: unknown;
    readonly webContents = Object.assign(new Emitter(), {
      ipc: new Emitter(),
      setWindowOpenHandler: vi.fn(),
      forcefullyCrashRenderer: vi.fn(),
    });
    readonly destroy = vi.fn(() => void this.emit('closed'));
    readonly show = vi.fn();
    readonly loadURL = electron.load;
    constructor(options: unknown) {
      super();
      this.options = options;
      electron.windows.push(this);
    }
    isDestroyed(): boolean {
      return this.destroy.mock.calls.length > 0;
    }
  }
  return { BrowserWindow, session: { fromPartition: electron.fromPartition } };
});

interface FakeWindow extends EventEmitter {
  readonly options: { readonly show: boolean; readonly webPreferences: Record<string, unknown> };
  readonly webContents: EventEmitter & {
    readonly ipc: EventEmitter;
    readonly setWindowOpenHandler: ReturnType<typeof vi.fn>;
    readonly forcefullyCrashRenderer: ReturnType<typeof vi.fn>;
  };
  readonly destroy: ReturnType<typeof vi.fn>;
  readonly show: ReturnType<typeof vi.fn>;
}

type Answer = (request: { url: string; method: string }) => Response;

const session = Object.assign(new EventEmitter(), {
  setPermissionRequestHandler: vi.fn<(handler: (contents: null, permission: string, decide: (granted: boolean) => void) => void) => void>(),
  setPermissionCheckHandler: vi.fn(),
  setDevicePermissionHandler: vi.fn(),
  webRequest: { onBeforeRequest: vi.fn<(handler: (details: { url: string }, decide: (answer: { cancel: boolean }) => void) => void) => void>() },
  protocol: { handle: vi.fn<(scheme: string, answer: Answer) => void>(), isProtocolHandled: vi.fn<() => boolean>() },
});
beforeEach(() => {
  vi.clearAllMocks();
  electron.fromPartition.mockReturnValue(session);
  session.protocol.isProtocolHandled.mockReturnValue(false);
  electron.windows.length = 0;
  electron.load.mockReset().mockResolvedValue();
});

function start() {
  const handle = startEngineWindow('/program/enginePreload.mjs');
  const window = electron.windows.at(-1) as FakeWindow;
  const heard: unknown[] = [];
  handle.onMessage((message) => heard.push(message));
  handle.onExit((reason) => heard.push(`exit: ${reason}`));
  return { handle, window, heard };
}

const fakePort = () => Object.assign(new EventEmitter(), { start: vi.fn(), close: vi.fn(), postMessage: vi.fn() });
const ownFrame = { url: enginePageAddress, parent: null };

test('the window is never shown, is not slowed down, and has Node in its preload alone', () => {
  const { window } = start();
  expect(window.options).toMatchObject({
    show: false,
    webPreferences: { preload: '/program/enginePreload.mjs', session, contextIsolation: true, sandbox: false, nodeIntegration: false, webSecurity: true, backgroundThrottling: false },
  });
  expect(electron.load).toHaveBeenCalledExactlyOnceWith(enginePageAddress);
  expect(window.show).not.toHaveBeenCalled();
});

test('it stays on its own page: not even the other window’s will do', () => {
  const { window } = start();
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
    const [leave, other] = [
      { url: 'https://evil.example/', preventDefault: vi.fn() },
      { url: 'sfumato://app/index.html', preventDefault: vi.fn() },
    ];
    window.webContents.emit(event, leave);
    window.webContents.emit(event, other);
    expect([leave.preventDefault.mock.calls.length, other.preventDefault.mock.calls.length]).toEqual([1, 1]);
  }
  expect((window.webContents.setWindowOpenHandler.mock.calls[0]![0] as () => unknown)()).toEqual({ action: 'deny' });
});

test('its session gives one empty page, and grants and loads nothing else', async () => {
  start();
  const [scheme, answer] = session.protocol.handle.mock.calls[0]!;
  expect(scheme).toBe('sfumato');
  session.protocol.isProtocolHandled.mockReturnValue(true);
  start();
  expect(session.protocol.handle).toHaveBeenCalledOnce();
  const page = answer({ url: enginePageAddress, method: 'GET' });
  expect(await page.text()).not.toMatch(/<script|<link|src=/);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'wasm-unsafe-eval' 'unsafe-eval';/);
  for (const url of ['sfumato://app/', 'sfumato://engine/other.js']) expect(answer({ url, method: 'GET' }).status).toBe(404);
  const decide = vi.fn();
  session.setPermissionRequestHandler.mock.calls[0]![0](null, 'clipboard-sanitized-write', decide);
  expect(decide).toHaveBeenCalledExactlyOnceWith(false);
  const cancelled = (url: string): unknown => {
    const told = vi.fn();
    session.webRequest.onBeforeRequest.mock.calls[0]![0]({ url }, told);
    return (told.mock.calls[0]![0] as { cancel: boolean }).cancel;
  };
  expect([enginePageAddress, 'sfumato://app/', 'https://example.org/', 'file:///etc/passwd', 'blob:sfumato://engine/1'].map(cancelled)).toEqual([false, true, true, true, true]);
});

test('what is said before the engine is there waits for it; then messages go both ways', () => {
  const { handle, window, heard } = start();
  const port = fakePort();
  handle.post('early');
  window.webContents.ipc.emit('sfumato:engine', { senderFrame: ownFrame, ports: [port] });
  handle.post('later');
  port.emit('message', { data: 'answer' });
  expect(port.start).toHaveBeenCalledOnce();
  expect(port.postMessage.mock.calls).toEqual([['early'], ['later']]);
  expect(heard).toEqual(['answer']);
});

test('a port from any other frame, and a second one, are closed', () => {
  const { window } = start();
  const send = (senderFrame: unknown) => {
    const port = fakePort();
    window.webContents.ipc.emit('sfumato:engine', { senderFrame, ports: [port] });
    return port.close.mock.calls.length;
  };
  expect([send(null), send({ url: 'https://evil.example/', parent: null }), send({ url: enginePageAddress, parent: ownFrame })]).toEqual([1, 1, 1]);
  expect([send(ownFrame), send(ownFrame)]).toEqual([0, 1]);
});

test('a renderer that is gone is a process that ended, told once', () => {
  const { handle, window, heard } = start();
  window.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 });
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
  expect(heard).toEqual(['exit: oom, exit code 5']);
  expect(window.destroy).toHaveBeenCalledOnce();
  handle.kill();
  handle.post('too late');
  expect(window.webContents.forcefullyCrashRenderer).not.toHaveBeenCalled();
});

test('a preload or a page that does not load is an end with its reason', async () => {
  const first = start();
  first.window.webContents.emit('preload-error', {}, '/program/enginePreload.mjs', new Error('no such package'));
  expect(first.heard).toEqual([expect.stringMatching(/^exit: .*no such package$/)]);
  electron.load.mockRejectedValue(new Error('ERR_FAILED'));
  const second = start();
  await vi.waitFor(() => expect(second.heard).toEqual([expect.stringMatching(/ERR_FAILED$/)]));
});

test('it is killed at once, at work or not', () => {
  const { handle, window, heard } = start();
  handle.kill();
  handle.kill();
  expect(window.webContents.forcefullyCrashRenderer).toHaveBeenCalledOnce();
  expect(window.destroy).toHaveBeenCalledOnce();
  expect(heard).toEqual(['exit: killed']);
});
