import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './lock.mjs';
import { lastLine, run } from './run.ts';
import { say } from './say.ts';
import type { SetupStep } from './SetupStep.ts';

const electronFolder = join(projectFolder, 'node_modules', 'electron');

/** Lies in `node_modules`, so that installing the packages anew forgets it. */
const failurePath = join(projectFolder, 'node_modules', '.sfumato-electron-missing');

/** Electron's archive is about 110 MB. */
const limitMs = 5 * 60_000;

/**
 * Electron's binary, which its package does not bring. Fetched once, where a window could be shown or
 * SFUMATO_ELECTRON=1 asks for it; where it cannot be had, that is remembered with the reason.
 */
export const electronStep: SetupStep = {
  isDone: () => !isWanted() || electronBinary() !== null || existsSync(failurePath),
  async run() {
    say('fetching Electron …');
    const result = await run(process.execPath, [join(electronFolder, 'install.js')], { limitMs });
    if (electronBinary() !== null) return;
    const cause = result.output.split('\n').find((line) => line.trim() !== '') ?? '';
    const reason = `Electron's binary cannot be had here (${result.failure}${cause === '' ? '' : `: ${lastLine(cause)}`})`;
    writeFileSync(failurePath, `${reason}\n`);
    say(`${reason}; the application opens in the browser instead. \`npx install-electron\` tries again.`);
  },
};

/** Path of Electron's executable, or null when it is not there. Importing the package would start a download instead. */
export function electronBinary(): string | null {
  const pathFile = join(electronFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = join(electronFolder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}

/** Why there is no Electron, for a person. */
export function whyNoElectron(): string {
  if (existsSync(failurePath)) return readFileSync(failurePath, 'utf8').trim();
  return hasDisplay() ? 'Electron’s binary is not installed' : 'there is no display';
}

/** Whether a window could be shown. */
export function hasDisplay(environment: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return true;
  return (environment['DISPLAY'] ?? '') !== '' || (environment['WAYLAND_DISPLAY'] ?? '') !== '';
}

function isWanted(): boolean {
  return existsSync(electronFolder) && (hasDisplay() || process.env['SFUMATO_ELECTRON'] === '1');
}
