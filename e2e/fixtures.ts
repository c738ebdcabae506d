import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { electronBinary, hasDisplay, whyNoElectron } from '../src-main/setup/electron.ts';
import { importSamples } from './data/importSamples.ts';
import type { SampleProject } from './data/importSamples.ts';
import { Program } from './hosts/Program.ts';
import { StartPage } from './pages/StartPage.ts';
import { WorkspacePage } from './pages/WorkspacePage.ts';

export { expect };

export interface HostOptions {
  /** What shows the window; the tests themselves never ask. */
  readonly host: 'web' | 'electron';
  /** What the window has kept from earlier: `settings.json`. Without `tourSeen` it opens for the first time. */
  readonly settings: Readonly<Record<string, unknown>>;
}

interface WorkerFixtures {
  /** One browser for all tests of a worker; each test has a context of its own. */
  readonly sharedBrowser: () => Promise<Browser>;
  /** Programs on their way out, which no test waits for. */
  readonly ending: Promise<unknown>[];
}

/**
 * A test takes one of the fixtures that open the window: `window` or `emptyWindow` (start page), `demoWorkspace` (the demo
 * with its maps, at the worst region) or `openSamples` (a project of generated images).
 */
interface Fixtures {
  /** A fresh data folder: no recent projects, no demo yet. */
  readonly dataFolder: string;
  /** The program under test, not started yet. Any error in its window that a test did not ask for fails the test. */
  readonly program: Program;
  /** The window, open on the start page. */
  readonly window: Page;
  readonly startPage: StartPage;
  readonly workspace: WorkspacePage;
  readonly emptyWindow: StartPage;
  /** The demo project open in the workspace at the worst region: its maps are there, nothing is being computed. */
  readonly demoWorkspace: WorkspacePage;
  /** Makes a project of generated images and opens it in the workspace. Web host only. */
  readonly openSamples: (project: SampleProject) => Promise<WorkspacePage>;
}

export const test = base.extend<Fixtures & HostOptions, WorkerFixtures>({
  host: ['web', { option: true }],
  settings: [{ tourSeen: true, theme: 'dark' }, { option: true }],

  sharedBrowser: [
    async ({ playwright, launchOptions }, use) => {
      let browser = null as Promise<Browser> | null;
      await use(() => (browser ??= playwright.chromium.launch(launchOptions)));
      await (await browser)?.close();
    },
    { scope: 'worker' },
  ],

  ending: [
    // The browser is named so that it is closed only after the programs, which close their windows in it.
    async ({ sharedBrowser: _sharedBrowser }, use) => {
      const ending: Promise<unknown>[] = [];
      await use(ending);
      await Promise.all(ending);
    },
    { scope: 'worker' },
  ],

  dataFolder: async ({ ending, settings }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'sfumato-e2e-'));
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ window: settings }));
    await use(folder);
    // The program may still be closing its project.
    ending.push(Promise.all(ending).then(() => rm(folder, { recursive: true, force: true })));
  },

  program: async ({ host, dataFolder, viewport, sharedBrowser, ending }, use, info) => {
    info.skip(host === 'electron' && electronBinary() === null, `Electron's binary is absent: ${whyNoElectron()}`);
    info.skip(host === 'electron' && !hasDisplay(), 'there is no display for Electron');
    const program = new Program({ host, dataFolder, viewport: viewport ?? { width: 1280, height: 800 }, browser: sharedBrowser });
    await use(program);
    const stopped = program.stop();
    if (host === 'electron') await stopped;
    else ending.push(stopped);
    expect(program.problems, 'errors in the window').toEqual([]);
  },

  window: async ({ program }, use) => use(await program.start()),
  startPage: async ({ window }, use) => use(new StartPage(window)),
  workspace: async ({ window }, use) => use(new WorkspacePage(window)),
  emptyWindow: async ({ window }, use) => use(new StartPage(window)),

  demoWorkspace: async ({ program }, use) => {
    await program.giveDemo();
    const workspace = new WorkspacePage(await program.start(['--demo']));
    await workspace.ready();
    await use(workspace);
  },

  openSamples: async ({ program, host }, use, info) => {
    info.skip(host === 'electron', 'generated projects are made through a second client, which only the web host has');
    await use(async (project) => {
      const page = await program.start([], (hosted) => importSamples(hosted.client, program.dataFolder, project));
      const workspace = new WorkspacePage(page);
      await expect(workspace.canvas.surface).toBeVisible();
      await expect(workspace.canvas.loading).toHaveCount(0);
      return workspace;
    });
  },
});
