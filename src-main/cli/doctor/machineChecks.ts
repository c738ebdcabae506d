import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DoctorReport } from '../../contract/schemas.ts';
import { messageOf } from '../../core/SfumatoError.ts';
import { rendererFolder, userDataFolder } from '../../hosts/folders.ts';
import { electronBinary, hasDisplay, whyNoElectron } from '../../setup/electron.ts';
import { makeFolder } from '../../files/makeFolder.ts';

/** One line of the report, for the command line alone. */
export interface Check {
  readonly name: string;
  readonly state: DoctorReport['checks'][number]['state'];
  readonly detail: string;
}

/** Below this a few retrained models fill the disk. */
const littleSpaceBytes = 2 * 2 ** 30;
/** Below this not even an import is safe. */
const noSpaceBytes = 256 * 2 ** 20;

/** What can be said of this machine without the application: shells, browser, the window's build, room on the disk. */
export async function checkMachine(): Promise<Check[]> {
  return [checkElectron(), await checkChromium(), checkWindowBuild(), await checkDisk(userDataFolder())];
}

function checkElectron(): Check {
  const binary = electronBinary();
  if (binary && hasDisplay()) return { name: 'Electron', state: 'ok', detail: binary };
  if (binary) return { name: 'Electron', state: 'warning', detail: 'installed, but there is no display; the window opens in a browser' };
  return { name: 'Electron', state: 'warning', detail: `${whyNoElectron()}; the window opens in a browser` };
}

/** Only the end-to-end tests need it. Playwright is a development package and may be absent. */
async function checkChromium(): Promise<Check> {
  const name = 'Chromium for the tests';
  try {
    const { findChromium, whyNoChromium } = await import('../../setup/chromium.ts');
    const chromium = findChromium();
    return chromium ? { name, state: 'ok', detail: chromium } : { name, state: 'warning', detail: whyNoChromium() };
  } catch (thrown) {
    return { name, state: 'warning', detail: `Playwright cannot be loaded (${messageOf(thrown)})` };
  }
}

function checkWindowBuild(): Check {
  const page = join(rendererFolder(), 'index.html');
  return existsSync(page)
    ? { name: 'Window', state: 'ok', detail: page }
    : { name: 'Window', state: 'warning', detail: `${page} is not built yet; "npm start" builds it` };
}

/** @param folder of which the disk is looked at; it is made when it is missing */
export async function checkDisk(folder: string, readFree = freeBytes): Promise<Check> {
  const name = 'Disk';
  try {
    await makeFolder(folder);
    const free = await readFree(folder);
    const state = free < noSpaceBytes ? 'failed' : free < littleSpaceBytes ? 'warning' : 'ok';
    return { name, state, detail: `${(free / 2 ** 30).toFixed(1)} GiB free in ${folder}` };
  } catch (thrown) {
    return { name, state: 'failed', detail: `${folder} cannot be used: ${messageOf(thrown)}` };
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
