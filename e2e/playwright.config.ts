import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from '../src-main/setup/chromium.ts';
import type { HostOptions } from './fixtures.ts';

const chromium = findChromium();

/** The whole program in its window, once in a browser and, where its binary is, once in Electron. */
export default defineConfig<HostOptions>({
  testDir: 'specs',
  outputDir: join(import.meta.dirname, '..', 'test-results'),
  // Two cores, and each test starts a program with an engine of its own.
  workers: 1,
  forbidOnly: true,
  // A test that passes the second time is a test that fails.
  retries: 0,
  // The wasm engine trains an order of magnitude slower than the native one.
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: join(import.meta.dirname, '..', 'test-results', 'e2e.json') }]],
  use: {
    actionTimeout: 15_000,
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    // Debian's browser where Playwright's own could not be fetched; see src-main/setup/chromium.ts.
    launchOptions: chromium ? { executablePath: chromium } : {},
  },
  projects: [
    { name: 'web', use: { host: 'web' } },
    { name: 'electron', use: { host: 'electron' } },
  ],
});
