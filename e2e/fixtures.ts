import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, _electron } from '@playwright/test';
import type { Page } from '@playwright/test';
import { electronBinary, hasDisplay, whyNoElectron } from '../src-main/setup/electron.ts';
import { startWebHost } from './hosts/webHost.ts';
import { StartPage } from './pages/StartPage.ts';
import { WorkspacePage } from './pages/WorkspacePage.ts';

export { expect };

export interface HostOptions {
  /** What shows the window; the tests themselves never ask. */
  readonly host: 'web' | 'electron';
}

interface Fixtures {
  /** A fresh data folder: no recent projects, no demo yet. */
  readonly dataFolder: string;
  /** The window, open on the start page. Any error in it that a test did not ask for fails the test. */
  readonly window: Page;
  readonly startPage: StartPage;
  readonly workspace: WorkspacePage;
}

const programFolder = join(import.meta.dirname, '..');

export const test = base.extend<Fixtures & HostOptions>({
  host: ['web', { option: true }],

  dataFolder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'sfumato-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },

  window: async ({ host, dataFolder, playwright, launchOptions, viewport }, use, info) => {
    info.skip(host === 'electron' && electronBinary() === null, `Electron's binary is absent: ${whyNoElectron()}`);
    info.skip(host === 'electron' && !hasDisplay(), 'there is no display for Electron');
    const problems: string[] = [];
    if (host === 'electron') {
      const app = await _electron.launch({
        executablePath: electronBinary()!,
        args: [programFolder],
        env: { ...definedEnvironment(), SFUMATO_DATA: dataFolder },
      });
      const page = await app.firstWindow();
      watch(page, problems);
      await use(page);
      await app.close();
    } else {
      const web = await startWebHost(dataFolder);
      const browser = await playwright.chromium.launch(launchOptions);
      // Made by hand, because axe opens a page of its own in it.
      const context = await browser.newContext({ viewport });
      const page = await context.newPage();
      watch(page, problems);
      await page.goto(web.url);
      await use(page);
      await browser.close();
      await web.stop();
    }
    expect(problems, 'errors in the window').toEqual([]);
  },

  startPage: async ({ window }, use) => use(new StartPage(window)),
  workspace: async ({ window }, use) => use(new WorkspacePage(window)),
});

/** Notes script errors, breaches of the content policy, and every request that leaves this machine. */
function watch(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const address = request.url();
    if (!/^(?:http:\/\/127\.0\.0\.1:|sfumato:\/\/app\/|blob:|data:)/.test(address)) problems.push(`request to ${address}`);
  });
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
