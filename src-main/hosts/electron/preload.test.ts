import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const postToMain = vi.hoisted(() => vi.fn());
vi.mock('electron', () => ({ ipcRenderer: { postMessage: postToMain } }));

type Listener = (event: { source: unknown; data: unknown }) => void;
const listeners: Listener[] = [];
const postToPage = vi.fn();

beforeEach(async () => {
  listeners.length = 0;
  vi.resetModules();
  vi.clearAllMocks();
  vi.stubGlobal('location', { origin: 'sfumato://app' });
  vi.stubGlobal('addEventListener', (_type: string, listener: Listener) => listeners.push(listener));
  vi.stubGlobal('postMessage', postToPage);
  await import('./preload.ts');
});

afterEach(() => vi.unstubAllGlobals());

test('hands one end of a channel to the program and the other to the page', () => {
  expect(listeners).toHaveLength(1);
  listeners[0]!({ source: globalThis, data: 'sfumato:connect' });
  expect(postToMain).toHaveBeenCalledExactlyOnceWith('sfumato:connect', null, [expect.any(MessagePort)]);
  expect(postToPage).toHaveBeenCalledExactlyOnceWith('sfumato:port', 'sfumato://app', [expect.any(MessagePort)]);
  const [toMain] = postToMain.mock.calls[0]![2] as { close(): void }[];
  toMain!.close();
});

test('ignores other messages and other windows', () => {
  listeners[0]!({ source: globalThis, data: 'other' });
  listeners[0]!({ source: {}, data: 'sfumato:connect' });
  expect(postToMain).not.toHaveBeenCalled();
});
