// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './lock.mjs';

/** The program needs Node 24: `node:sqlite`, types stripped from TypeScript, and what Electron embeds. */
export const wantedMajor = 24;

/**
 * The Node 24 that runs everything after the packages are installed: the one that npm brought, else this process's own.
 * @returns {string | null} path of the executable, or null where there is none
 */
export function findNode24() {
  const packaged = join(projectFolder, 'node_modules', `node-${packagePlatform()}-${process.arch}`, 'bin', executable());
  if (existsSync(packaged)) return packaged;
  return Number(process.versions.node.split('.')[0]) >= wantedMajor ? process.execPath : null;
}

function packagePlatform() {
  return process.platform === 'win32' ? 'win' : process.platform;
}

function executable() {
  return process.platform === 'win32' ? 'node.exe' : 'node';
}
