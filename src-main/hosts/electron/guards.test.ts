import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { expect, test, vi } from 'vitest';
import { guardContents } from './guardContents.ts';
import { guardSession } from './guardSession.ts';

type OpenHandler = (details: { url: string }) => { action: string };

function guardedContents() {
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn<(handler: OpenHandler) => void>() });
  guardContents(contents as unknown as WebContents);
  return contents;
}

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s stays on our own page', (event) => {
  const contents = guardedContents();
  const leave = { url: 'https://evil.example/', preventDefault: vi.fn() };
  const stay = { url: 'sfumato://app/index.html', preventDefault: vi.fn() };
  contents.emit(event, leave);
  contents.emit(event, stay);
  expect(leave.preventDefault).toHaveBeenCalledOnce();
  expect(stay.preventDefault).not.toHaveBeenCalled();
});

test('no window is opened, not even on our own page, and no view is embedded', () => {
  const contents = guardedContents();
  const handler = contents.setWindowOpenHandler.mock.calls[0]![0];
  for (const url of ['https://evil.example/', 'sfumato://app/']) expect(handler({ url })).toEqual({ action: 'deny' });
  const attach = { preventDefault: vi.fn() };
  contents.emit('will-attach-webview', attach);
  expect(attach.preventDefault).toHaveBeenCalledOnce();
});

function guardedSession() {
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: vi.fn<(handler: (contents: null, permission: string, decide: (granted: boolean) => void) => void) => void>(),
    setPermissionCheckHandler: vi.fn<(handler: (contents: null, permission: string) => boolean) => void>(),
    setDevicePermissionHandler: vi.fn<(handler: () => boolean) => void>(),
    webRequest: {
      onBeforeRequest: vi.fn<(handler: (details: { url: string }, decide: (answer: { cancel: boolean }) => void) => void) => void>(),
    },
  });
  guardSession(session as unknown as Session);
  return session;
}

test.each([
  ['clipboard-sanitized-write', true],
  ['media', false],
  ['geolocation', false],
  ['notifications', false],
  ['openExternal', false],
  ['fileSystem', false],
  ['clipboard-read', false],
])('permission %s: %s', (permission, expected) => {
  const session = guardedSession();
  const decide = vi.fn();
  session.setPermissionRequestHandler.mock.calls[0]![0](null, permission, decide);
  expect(decide).toHaveBeenCalledExactlyOnceWith(expected);
  expect(session.setPermissionCheckHandler.mock.calls[0]![0](null, permission)).toBe(expected);
  expect(session.setDevicePermissionHandler.mock.calls[0]![0]()).toBe(false);
});

test.each([
  ['sfumato://app/pixels/x', false],
  ['blob:sfumato://app/1', false],
  ['https://example.org/', true],
  ['http://127.0.0.1:8080/', true],
  ['ws://127.0.0.1:8080/', true],
  ['file:///etc/passwd', true],
])('a request to %s is cancelled: %s', (url, cancel) => {
  const decide = vi.fn();
  guardedSession().webRequest.onBeforeRequest.mock.calls[0]![0]({ url }, decide);
  expect(decide).toHaveBeenCalledExactlyOnceWith({ cancel });
});
