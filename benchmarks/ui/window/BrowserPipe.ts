import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A Chromium driven over its own protocol, with nothing switched on that is not asked for. */
export class BrowserPipe {
  readonly #process: ChildProcess;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #last = 0;

  private constructor(process: ChildProcess, socket: WebSocket) {
    this.#process = process;
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as Answer;
      const waiting = answer.id === undefined ? undefined : this.#waiting.get(answer.id);
      if (!waiting) return;
      this.#waiting.delete(answer.id!);
      if (answer.error) waiting.reject(new Error(answer.error.message));
      else waiting.resolve(answer.result);
    });
  }

  static async start(program: string, options: readonly string[]): Promise<BrowserPipe> {
    const child = spawn(program, ['--headless', '--remote-debugging-port=0', ...options, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
    let printed = '';
    const address = await new Promise<string>((resolve, reject) => {
      child.stderr.on('data', (part: Buffer) => {
        printed += part.toString();
        const found = /DevTools listening on (ws:\S+)/.exec(printed)?.[1];
        if (found) resolve(found);
      });
      child.once('exit', () => reject(new Error(`the browser did not start: ${printed}`)));
    });
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', reject, { once: true });
    });
    return new BrowserPipe(child, socket);
  }

  /** @throws Error with the browser's own words */
  send<Result>(method: string, params: object = {}, sessionId?: string): Promise<Result> {
    const id = ++this.#last;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
    return waiting.promise as Promise<Result>;
  }

  async close(): Promise<void> {
    const exited = once(this.#process, 'exit');
    await this.send('Browser.close').catch(() => this.#process.kill());
    await exited;
  }
}
