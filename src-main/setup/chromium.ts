import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import { findProgram } from './findProgram.ts';
import { projectFolder } from './lock.mjs';
import { lastLine, run } from './run.ts';
import { say } from './say.ts';
import type { SetupStep } from './SetupStep.ts';

const failurePath = join(projectFolder, '.cache', 'chromium-missing');

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const downloadLimitMs = 3 * 60_000;
const aptLimitMs = 8 * 60_000;

/** A browser for the end-to-end tests: Playwright's own, one of the machine, or Debian's where it may be installed. */
export const chromiumStep: SetupStep = {
  // A failure is not remembered as done: whoever runs the tests again hopes for a browser.
  isDone: () => findChromium() !== null,
  async run() {
    const reasons: string[] = [];
    for (const attempt of [installPlaywrightsOwn, installDebians]) {
      const reason = await attempt();
      if (findChromium() !== null) return;
      reasons.push(reason);
    }
    const reason = `No Chromium for the end-to-end tests: ${reasons.join('; ')}.`;
    mkdirSync(dirname(failurePath), { recursive: true });
    writeFileSync(failurePath, `${reason}\n`);
    say(reason);
  },
};

/** Path of a Chromium that Playwright can drive, or null. */
export function findChromium(): string | null {
  const playwrights = chromium.executablePath();
  return existsSync(playwrights) ? playwrights : findProgram(names);
}

/** Why there is no Chromium, for a person. */
export function whyNoChromium(): string {
  return existsSync(failurePath) ? readFileSync(failurePath, 'utf8').trim() : 'No Chromium was found.';
}

async function installPlaywrightsOwn(): Promise<string> {
  say('fetching Chromium for the end-to-end tests …');
  const script = join(projectFolder, 'node_modules', '@playwright', 'test', 'cli.js');
  const result = await run(process.execPath, [script, 'install', 'chromium'], { limitMs: downloadLimitMs });
  return `Playwright's own could not be fetched (${result.failure})`;
}

async function installDebians(): Promise<string> {
  const apt = findProgram(['apt-get']);
  if (apt === null) return 'there is no apt-get; install Chromium by hand';
  if (process.getuid?.() !== 0) return 'only root may install Debian’s: `apt-get install chromium`';
  say('installing Debian’s chromium …');
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  await run(apt, ['update', '-q'], { limitMs: aptLimitMs, environment });
  const result = await run(apt, ['install', '-q', '-y', '--no-install-recommends', 'chromium'], { limitMs: aptLimitMs, environment });
  return `apt-get could not install Debian's (${result.failure}: ${lastLine(result.output)})`;
}
