import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { chromium } from '@playwright/test';
import type { App } from '../../../src-main/app.ts';
import { rendererFolder } from '../../../src-main/hosts/folders.ts';
import { startWebHost } from '../../../src-main/hosts/web/startWebHost.ts';
import type { WebHost } from '../../../src-main/hosts/web/startWebHost.ts';
import { openApp } from '../project/prepareProject.ts';
import { browserOptions, debianChromium } from './browserOptions.ts';
import { BrowserPipe } from './BrowserPipe.ts';
import { keyPress } from './keyEvents.ts';

const patienceMs = 60_000;
const pollMs = 25;

/**
 * The program's window in a browser that keeps no copies for its driver. A test driver has the browser keep the bodies of
 * all answers, up to 200 MB in the page's own process: memory measured with one is the driver's as much as the window's.
 */
export class BareWindow {
  readonly #parts: { readonly app: App; readonly host: WebHost; readonly browser: BrowserPipe; readonly session: string; readonly folder: string };

  private constructor(parts: { app: App; host: WebHost; browser: BrowserPipe; session: string; folder: string }) {
    this.#parts = parts;
  }

  /** @param stored what the window is told it keeps between starts */
  static async open(project: string, stored: Readonly<Record<string, unknown>> = {}): Promise<BareWindow> {
    const folder = await mkdtemp(join(tmpdir(), 'sfumato-window-'));
    const app = await openApp(join(folder, 'data'), 'web');
    const client = createRouterClient(app.router);
    await client.settings.write({ window: { tourSeen: true, ...stored } });
    await client.project.open({ folder: project });
    const host = await startWebHost({ app, rendererFolder: process.env['SFUMATO_RENDERER'] ?? rendererFolder(), port: 0, bindAddress: '127.0.0.1' });
    const program = existsSync(debianChromium) ? debianChromium : chromium.executablePath();
    const browser = await BrowserPipe.start(program, [...browserOptions, '--window-size=1280,800', `--user-data-dir=${join(folder, 'browser')}`]);
    const { targetId } = await browser.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    const { sessionId: session } = await browser.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    await browser.send('Emulation.setDeviceMetricsOverride', { width: 1280, height: 800, deviceScaleFactor: 1, mobile: false }, session);
    await browser.send('Page.navigate', { url: host.newLaunchUrl() }, session);
    const window = new BareWindow({ app, host, browser, session, folder });
    await window.until(`document.querySelector('canvas[data-picture]') !== null`);
    return window;
  }

  send<Result>(method: string, params: object = {}): Promise<Result> {
    return this.#parts.browser.send<Result>(method, params, this.#parts.session);
  }

  /** Of the renderers the one with most memory, by the browser's own list. */
  async renderers(): Promise<number[]> {
    const { processInfo } = await this.#parts.browser.send<{ processInfo: { id: number; type: string }[] }>('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  }

  async evaluate<Value>(expression: string): Promise<Value> {
    const { result } = await this.send<{ result: { value: Value } }>('Runtime.evaluate', { expression, returnByValue: true });
    return result.value;
  }

  /** Waits until an expression is true in the page. @throws Error naming it */
  async until(expression: string): Promise<void> {
    const end = performance.now() + patienceMs;
    while (!(await this.evaluate<boolean>(expression))) {
      if (performance.now() > end) throw new Error(`it never came to be: ${expression}`);
      await pause(pollMs);
    }
  }

  /** Everything that is seen has come. */
  whenSharp(): Promise<void> {
    return this.until(`document.querySelector('canvas[data-picture]')?.dataset.picture === 'sharp'`);
  }

  /** The labels have come: before that no tool works. */
  whenLabelled(): Promise<void> {
    return this.until(`document.querySelector('[role="progressbar"][aria-label="Loading the image …"]') === null`);
  }

  whenSaved(): Promise<void> {
    return this.until(`/^(?:All changes saved|Saved)/.test(document.querySelector('[data-testid="saved-state"]')?.textContent.trim() ?? '')`);
  }

  /** Presses a key where the canvas has the focus. */
  async press(combination: string): Promise<void> {
    await this.evaluate(`document.querySelector('[role="application"]').focus({ preventScroll: true })`);
    const { text, ...press } = keyPress(combination);
    await this.send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', ...press, ...(text ? { text } : {}) });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...press });
  }

  /** Draws a line with the left button. @param from, to shares of the canvas */
  async drag(from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }, steps: number): Promise<void> {
    const box = await this.evaluate<{ x: number; y: number; width: number; height: number }>(
      `(({ x, y, width, height }) => ({ x, y, width, height }))(document.querySelector('[role="application"]').getBoundingClientRect())`,
    );
    const mouse = (type: string, share: number): Promise<unknown> =>
      this.send('Input.dispatchMouseEvent', {
        type,
        x: box.x + box.width * (from.x + (to.x - from.x) * share),
        y: box.y + box.height * (from.y + (to.y - from.y) * share),
        button: 'left',
        buttons: type === 'mouseReleased' ? 0 : 1,
        clickCount: 1,
      });
    await mouse('mousePressed', 0);
    for (let step = 1; step <= steps; step++) await mouse('mouseMoved', step / steps);
    await mouse('mouseReleased', 1);
  }

  async close(): Promise<void> {
    const { app, browser, folder, host } = this.#parts;
    await browser.close();
    await host.close();
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
