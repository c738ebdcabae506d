import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import base from '../playwright.config.ts';
import type { HostOptions } from '../fixtures.ts';

/** Takes the pictures of `docs/screenshots` from the real window: `npm run screenshots`, or with names of single ones. */
export default defineConfig<HostOptions>({
  ...base,
  testDir: import.meta.dirname,
  testMatch: '*.shots.ts',
  outputDir: join(import.meta.dirname, '..', '..', 'test-results', 'screenshots'),
  reporter: 'list',
  use: { ...base.use, host: 'web', trace: 'off', screenshot: 'off', reducedMotion: 'reduce' } as never,
  projects: [{ name: 'web', use: { host: 'web' } }],
});
