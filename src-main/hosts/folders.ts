import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';

/** Where one user's recent projects and the demo project lie; `SFUMATO_DATA` names another folder. */
export function userDataFolder(): string {
  const named = process.env['SFUMATO_DATA'];
  return named ? resolve(named) : envPaths('sfumato', { suffix: '' }).data;
}

/**
 * The program's own folder: the nearest one above this file that has a package.json, whether this file runs as source or
 * from a bundle in `out`.
 */
export function programFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** What is shipped beside the code: the demo. `SFUMATO_RESOURCES` names another folder of the same layout. */
export function resourcesFolder(): string {
  const named = process.env['SFUMATO_RESOURCES'];
  return named ? resolve(named) : join(programFolder(), 'resources');
}

/** The renderer's build, which both hosts serve. */
export function rendererFolder(): string {
  return join(programFolder(), 'out', 'renderer');
}
