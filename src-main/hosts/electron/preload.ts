import { ipcRenderer } from 'electron';

/** The little of the DOM that is needed here; this folder is compiled without it. */
interface PreloadWindow {
  readonly location: { readonly origin: string };
  addEventListener(type: 'message', listener: (event: { readonly source: unknown; readonly data: unknown }) => void): void;
  postMessage(message: string, targetOrigin: string, transfer: readonly unknown[]): void;
}

const page = globalThis as unknown as PreloadWindow;

/**
 * All that the page gets from Electron: when it posts `sfumato:connect` to itself, a channel is made, one end goes to the
 * main process and the other back to the page with `sfumato:port`. Nothing is exposed in the page's world.
 */
page.addEventListener('message', ({ source, data }) => {
  if (source !== page || data !== 'sfumato:connect') return;
  const { port1, port2 } = new MessageChannel();
  ipcRenderer.postMessage('sfumato:connect', null, [port1]);
  page.postMessage('sfumato:port', page.location.origin, [port2]);
});
