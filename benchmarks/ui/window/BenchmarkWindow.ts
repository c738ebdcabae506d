import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { chromium } from '@playwright/test';
import type { Browser, CDPSession, Page } from '@playwright/test';
import type { App } from '../../../src-main/app.ts';
import { rendererFolder } from '../../../src-main/hosts/folders.ts';
import { startWebHost } from '../../../src-main/hosts/web/startWebHost.ts';
import type { WebHost } from '../../../src-main/hosts/web/startWebHost.ts';
import { openApp } from '../project/prepareProject.ts';
import { browserOptions, debianChromium } from './browserOptions.ts';

export interface WindowOptions {
  /** What the window is told it keeps between starts, for example the brush's size. */
  readonly stored?: Readonly<Record<string, unknown>>;
}

/** The program's own window on a project, in headless Chromium without a graphics card, 1280 x 800. */
export class BenchmarkWindow {
  readonly app: App;
  readonly page: Page;
  readonly #host: WebHost;
  readonly #browser: Browser;
  readonly #folder: string;

  private constructor(parts: { app: App; host: WebHost; browser: Browser; page: Page; folder: string }) {
    this.app = parts.app;
    this.page = parts.page;
    this.#host = parts.host;
    this.#browser = parts.browser;
    this.#folder = parts.folder;
  }

  /** @param project folder of the project to open; null opens none */
  static async open(project: string | null, options: WindowOptions = {}): Promise<BenchmarkWindow> {
    const folder = await mkdtemp(join(tmpdir(), 'sfumato-window-'));
    const app = await openApp(join(folder, 'data'), 'web');
    const client = createRouterClient(app.router);
    await client.settings.write({ window: { tourSeen: true, ...options.stored } });
    if (project) await client.project.open({ folder: project });
    const host = await startWebHost({ app, rendererFolder: process.env['SFUMATO_RENDERER'] ?? rendererFolder(), port: 0, bindAddress: '127.0.0.1' });
    const browser = await chromium.launch({ args: [...browserOptions], ...(existsSync(debianChromium) ? { executablePath: debianChromium } : {}) });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => console.error(`error in the window: ${error.message}`));
    await page.goto(host.newLaunchUrl());
    return new BenchmarkWindow({ app, host, browser, page, folder });
  }

  get client(): ReturnType<typeof clientOf> {
    return clientOf(this.app);
  }

  get surface() {
    return this.page.getByRole('application', { name: 'Image canvas' });
  }

  /** Waits until everything that is seen has come. */
  async whenSharp(): Promise<void> {
    await this.page.locator('canvas[data-picture="sharp"]').first().waitFor({ state: 'attached', timeout: 30_000 });
  }

  /** Waits until the labels have come: before that no tool works. */
  async whenLabelled(): Promise<void> {
    await this.page.locator('canvas[data-picture]').first().waitFor({ state: 'attached' });
    await this.page.getByRole('progressbar', { name: 'Loading the image …' }).waitFor({ state: 'hidden', timeout: 60_000 });
  }

  async whenSaved(): Promise<void> {
    await this.page.getByTestId('saved-state').filter({ hasText: /^(?:All changes saved|Saved)/ }).waitFor();
  }

  async press(key: string): Promise<void> {
    await this.surface.press(key);
  }

  async box(): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }> {
    return (await this.surface.boundingBox())!;
  }

  /** A session with the browser itself, for memory, garbage and traces. */
  devtools(): Promise<CDPSession> {
    return this.page.context().newCDPSession(this.page);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#host.close();
    await this.app.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function clientOf(app: App) {
  return createRouterClient(app.router);
}
