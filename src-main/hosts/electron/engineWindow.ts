import { BrowserWindow, session } from 'electron';
import type { MessagePortMain } from 'electron';
import { messageOf } from '../../core/SfumatoError.ts';
import { say } from '../../core/messages/Message.ts';
import type { ChildHandle } from '../../ports/Processes.ts';
import { answerEngineSession, enginePageAddress, isEnginePage } from './enginePage.ts';
import { engineChannel } from './engineChannel.ts';
import { guardContents } from './guardContents.ts';
import { appScheme } from './pageAddress.ts';

/** A session of its own, kept in memory: no page of the other window shares anything with it. */
const partition = 'engine';

/**
 * Starts the engine in a window that is never shown, because Chromium gives WebGPU to windows alone. Its preload is the
 * engine and has Node, so it is not sandboxed; what a page could do with that does not arise: the page is empty, comes from
 * this file's neighbour, may load nothing and cannot be left. The preload's world is apart from the page's, too.
 *
 * JavaScript's own heap keeps Chromium's limit, 2 to 4 GiB by the machine's memory: samples and tensors are array
 * buffers, which lie outside it.
 * @param preload the built preload, an ES module
 */
export function startEngineWindow(preload: string): ChildHandle {
  const ownSession = session.fromPartition(partition);
  // The session outlives its windows.
  if (!ownSession.protocol.isProtocolHandled(appScheme)) answerEngineSession(ownSession);
  const window = new BrowserWindow({
    show: false,
    // Nothing is ever drawn.
    paintWhenInitiallyHidden: false,
    skipTaskbar: true,
    focusable: false,
    webPreferences: {
      preload,
      session: ownSession,
      contextIsolation: true,
      sandbox: false,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // A hidden page's timers would be slowed down, and its work put behind everybody else's.
      backgroundThrottling: false,
    },
  });
  return new EngineWindow(window);
}

class EngineWindow implements ChildHandle {
  readonly #window: BrowserWindow;
  readonly #listeners: ((message: unknown) => void)[] = [];
  readonly #exitListeners: ((reason: string) => void)[] = [];
  /** What was said before the engine was there to hear it. */
  readonly #early: unknown[] = [];
  #port: MessagePortMain | null = null;
  #isOver = false;

  constructor(window: BrowserWindow) {
    this.#window = window;
    const { webContents: contents } = window;
    guardContents(contents, isEnginePage);
    contents.on('render-process-gone', (_event, { reason, exitCode }) => this.#end(`${reason}, exit code ${exitCode}`));
    contents.on('preload-error', (_event, _path, error) => this.#end(notLoaded(error)));
    window.on('closed', () => this.#end('closed'));
    contents.ipc.on(engineChannel, ({ senderFrame, ports }) => {
      const isOurs = senderFrame !== null && senderFrame.parent === null && isEnginePage(senderFrame.url);
      const [port, ...others] = ports;
      for (const other of others) other.close();
      if (!port) return;
      if (isOurs && this.#port === null && !this.#isOver) this.#connect(port);
      else port.close();
    });
    window.loadURL(enginePageAddress).catch((thrown: unknown) => this.#end(notLoaded(thrown)));
  }

  post(message: unknown): void {
    if (this.#isOver) return;
    if (this.#port) this.#port.postMessage(message);
    else this.#early.push(message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listeners.push(listener);
  }

  onExit(listener: (reason: string) => void): void {
    this.#exitListeners.push(listener);
  }

  kill(): void {
    if (this.#isOver) return;
    // To destroy the window asks politely, which an engine at work does not hear.
    this.#window.webContents.forcefullyCrashRenderer();
    this.#end('killed');
  }

  #connect(port: MessagePortMain): void {
    this.#port = port;
    port.on('message', ({ data }) => {
      for (const listener of this.#listeners) listener(data);
    });
    port.start();
    for (const message of this.#early.splice(0)) port.postMessage(message);
  }

  #end(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#port?.close();
    if (!this.#window.isDestroyed()) this.#window.destroy();
    for (const listener of this.#exitListeners) listener(reason);
  }
}

function notLoaded(thrown: unknown): string {
  return say('windowNotLoaded', { why: messageOf(thrown) }).text;
}
