import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from '../src-main/setup/chromium.ts';
import type { HostOptions } from './fixtures.ts';

const chromium = findChromium();

/** The whole program in its window, once in a browser and, where its binary is, once in Electron. */
export default defineConfig<HostOptions>({
  testDir: 'specs',
  outputDir: join(import.meta.dirname, '..', 'test-results'),
  // The demo with its maps, made once for all tests.
  globalSetup: join(import.meta.dirname, 'setup', 'makeDemo.ts'),
  // Two cores, and each test starts a program with an engine of its own: while one waits, another runs.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // What passes at the second try only is named in the summary, and more than two such fail the run (playwrightReport.ts).
  retries: 1,
  // The wasm engine trains an order of magnitude slower than the native one.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: join(import.meta.dirname, '..', 'test-results', 'e2e.json') }]],
  use: {
    actionTimeout: 15_000,
    viewport: { width: 1280, height: 800 },
    // Recording every step would slow each test by half; a failure's picture tells most.
    trace: process.env['SFUMATO_E2E_TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    // Debian's browser where Playwright's own could not be fetched; see src-main/setup/chromium.ts.
    launchOptions: chromium ? { executablePath: chromium } : {},
  },
  projects: [
    { name: 'web', use: { host: 'web' } },
    // The shell differs by its window and its transport, which these cover; the tools are the same page.
    { name: 'electron', use: { host: 'electron' }, testMatch: /(?:accessibility|desktopWebgpu|learn|newProject|otherProcess|review)\.spec\.ts$/ },
  ],
});
