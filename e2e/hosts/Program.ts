import { cp, mkdir } from 'node:fs/promises';
import { constants } from 'node:fs';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import type { Browser, BrowserContext, ElectronApplication, Page, ViewportSize } from '@playwright/test';
import { electronBinary } from '../../src-main/setup/electron.ts';
import { demoVariable } from '../setup/makeDemo.ts';
import { connectHost } from './hostClient.ts';
import type { HostConnection } from './hostClient.ts';
import { startWebHost } from './webHost.ts';
import type { RunningWebHost } from './webHost.ts';

const programFolder = join(import.meta.dirname, '..', '..');

export interface ProgramOptions {
  readonly host: 'web' | 'electron';
  readonly dataFolder: string;
  readonly viewport: ViewportSize;
  /** The worker's one browser. */
  readonly browser: () => Promise<Browser>;
}

/** The program with its window, started for one test, and again as often as the test wants. */
export class Program {
  readonly dataFolder: string;
  /** What went wrong in the window: script errors, breaches of the content policy, requests that leave this machine. */
  readonly problems: string[] = [];
  readonly #options: ProgramOptions;
  #web: RunningWebHost | null = null;
  #context: BrowserContext | null = null;
  #connection: HostConnection | null = null;
  #closeElectron: (() => Promise<void>) | null = null;
  #isRunning = false;
  /** The test took the host away: that the window can't reach it is no fault. */
  #isKilled = false;

  constructor(options: ProgramOptions) {
    this.#options = options;
    this.dataFolder = options.dataFolder;
  }

  /**
   * Starts the program and opens its window.
   * @param args project folder to open, or `--demo`
   * @param prepare called before the window is opened; web host only
   */
  async start(args: readonly string[] = [], prepare?: (host: HostConnection) => Promise<void>): Promise<Page> {
    if (this.#isRunning) throw new Error('the program runs already: a test opens one window, by one fixture');
    this.#isRunning = true;
    this.#isKilled = false;
    return this.#options.host === 'electron' ? this.#startElectron(args) : this.#startWeb(args, prepare);
  }

  /** Puts this run's demo, made and predicted, where the program looks for it. */
  async giveDemo(): Promise<void> {
    const template = process.env[demoVariable];
    if (!template) throw new Error(`${demoVariable} is not set: is e2e/setup/makeDemo.ts the configuration's global setup?`);
    await mkdir(this.dataFolder, { recursive: true });
    await cp(join(template, 'demo'), join(this.dataFolder, 'demo'), { recursive: true, mode: constants.COPYFILE_FICLONE });
  }

  /** A second client beside the window. Web host only. */
  get host(): HostConnection {
    if (!this.#connection) throw new Error('only a running web host can be asked beside its window');
    return this.#connection;
  }

  /** Ends host and window as a user does. */
  async stop(): Promise<void> {
    try {
      await this.#closeWindow();
    } finally {
      await this.#web?.stop();
      this.#web = null;
      this.#isRunning = false;
    }
  }

  /** Ends the host at once, as a power cut would, and closes the window. Web host only. */
  async kill(): Promise<void> {
    this.#isKilled = true;
    await this.#web?.kill();
    await this.#closeWindow();
    this.#web = null;
    this.#isRunning = false;
  }

  /** Ends the host under the open window, as a crash would. */
  async killHost(): Promise<void> {
    this.#isKilled = true;
    this.#connection?.close();
    this.#connection = null;
    await this.#web?.kill();
    this.#web = null;
  }

  async #startWeb(args: readonly string[], prepare?: (host: HostConnection) => Promise<void>): Promise<Page> {
    const [web, browser] = await Promise.all([startWebHost(this.dataFolder, args), this.#options.browser()]);
    this.#web = web;
    // Made by hand, because axe opens a page of its own in it.
    this.#context = await browser.newContext({ viewport: this.#options.viewport });
    // The address works once: what the window and the second client share is the cookie that it gives.
    await this.#context.request.get(web.url, { maxRedirects: 0 });
    const cookie = (await this.#context.cookies(web.url)).map(({ name, value }) => `${name}=${value}`).join('; ');
    const { origin } = new URL(web.url);
    this.#connection = await connectHost(origin, cookie);
    await prepare?.(this.#connection);
    const page = await this.#context.newPage();
    this.#watch(page);
    await page.goto(`${origin}/`);
    return page;
  }

  async #startElectron(args: readonly string[]): Promise<Page> {
    const app = await _electron.launch({
      executablePath: electronBinary()!,
      args: [programFolder, ...args],
      env: { ...definedEnvironment(), SFUMATO_DATA: this.dataFolder },
    });
    this.#closeElectron = () => app.close();
    const page = await shownWindow(app);
    this.#watch(page);
    return page;
  }

  async #closeWindow(): Promise<void> {
    this.#connection?.close();
    this.#connection = null;
    await this.#context?.close();
    this.#context = null;
    await this.#closeElectron?.();
    this.#closeElectron = null;
  }

  #watch(page: Page): void {
    page.on('pageerror', (error) => this.problems.push(`script: ${error.message}`));
    page.on('console', (message) => {
      const isExpected = this.#isKilled && message.text().includes('ERR_CONNECTION_REFUSED');
      if (message.type() === 'error' && !isExpected) this.problems.push(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      const address = request.url();
      if (!/^(?:http:\/\/127\.0\.0\.1:|sfumato:\/\/app\/|blob:|data:)/.test(address)) this.problems.push(`request to ${address}`);
    });
  }
}

/** The window that the user sees: the engine's hidden one may be there before it. */
async function shownWindow(app: ElectronApplication): Promise<Page> {
  for (;;) {
    const next = app.waitForEvent('window');
    // Waited for only where none of those that are there will do.
    next.catch(() => undefined);
    for (const page of app.windows()) {
      await page.waitForLoadState();
      if (page.url().startsWith('sfumato://app/')) return page;
    }
    await next;
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
