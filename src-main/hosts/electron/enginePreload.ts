import { ipcRenderer } from 'electron';
import { serveEngineInWindow } from '../../engine/engineWindow.ts';
import { engineChannel } from './engineChannel.ts';

/** A window's port; Node's type of that name has other listeners. */
interface WindowPort {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}

/** Entry of the hidden window: the engine, at one end of a channel whose other goes to the main process. */
const { port1, port2 } = new MessageChannel();
const own = port1 as unknown as WindowPort;
serveEngineInWindow({
  post: (message) => own.postMessage(message),
  onMessage: (listener) => void (own.onmessage = ({ data }) => listener(data)),
});
ipcRenderer.postMessage(engineChannel, null, [port2]);
