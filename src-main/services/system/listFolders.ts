import { opendir, readdir, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { systemError } from '../../files/systemError.ts';
import { ProjectPaths } from '../../store/ProjectPaths.ts';
import { hasImageEnding } from '../images/findImageFiles.ts';

export interface FolderListing {
  readonly folder: string;
  readonly parent: string | null;
  readonly folders: { name: string; isProject: boolean; imageCount: number }[];
  /** Of the ending that was asked for. */
  readonly files: { name: string; bytes: number }[];
}

/** A folder with more files is looked into no further: the number only helps to recognise it. */
const mostLookedAt = 2000;

/**
 * The folders in a folder, for a picker in a browser window. Hidden ones are left out.
 * @param folder null: the user's own @param fileEnding of files to list beside them, dot included; null: none
 * @throws SfumatoError `notFound`, `permissionDenied`
 */
export async function listFolders(folder: string | null, fileEnding: string | null = null): Promise<FolderListing> {
  const place = resolve(folder ?? homedir());
  const entries = await readdir(place, { withFileTypes: true }).catch((thrown: unknown) => {
    throw systemError(thrown, place);
  });
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort((a, b) => a.localeCompare(b));
  const folders = await Promise.all(
    names.map(async (name) => ({
      name,
      isProject: existsSync(new ProjectPaths(join(place, name)).database),
      imageCount: await countImages(join(place, name)),
    })),
  );
  const parent = dirname(place);
  return { folder: place, parent: parent === place ? null : parent, folders, files: fileEnding === null ? [] : await filesOf(place, entries, fileEnding) };
}

async function filesOf(place: string, entries: readonly Dirent[], ending: string): Promise<FolderListing['files']> {
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name.toLowerCase().endsWith(ending))
    .map(({ name }) => name)
    .sort((a, b) => a.localeCompare(b));
  // One that is gone meanwhile is left out.
  const sized = await Promise.all(names.map((name) => stat(join(place, name)).then(({ size }) => ({ name, bytes: size }), () => null)));
  return sized.filter((file) => file !== null);
}

/** A folder that may not be read counts none. */
async function countImages(folder: string): Promise<number> {
  let looked = 0;
  let images = 0;
  try {
    for await (const entry of await opendir(folder)) {
      if (++looked > mostLookedAt) break;
      if (!entry.isDirectory() && hasImageEnding(entry.name)) images++;
    }
  } catch {
    return 0;
  }
  return images;
}
