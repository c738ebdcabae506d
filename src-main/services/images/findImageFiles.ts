import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { systemError } from '../../files/systemError.ts';

/** Endings that promise an image; a file that breaks the promise is refused by name rather than passed over. */
const imageEndings: ReadonlySet<string> = new Set(['.png', '.jpg', '.jpeg', '.webp', '.tif', '.tiff']);

export interface FoundFile {
  readonly path: string;
  /** The file's name in its folder. */
  readonly name: string;
}

/**
 * The image files right inside a folder, by name. Hidden files are left out, and so is what is no file: a pipe or a device
 * would be read without end.
 * @throws SfumatoError `notFound`, `permissionDenied`
 */
export async function findImageFiles(folder: string): Promise<FoundFile[]> {
  return (await namesIn(folder)).map((name) => ({ path: join(folder, name), name }));
}

export function hasImageEnding(name: string): boolean {
  return !name.startsWith('.') && imageEndings.has(extname(name).toLowerCase());
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map(({ name }) => name)
      .filter(hasImageEnding)
      .sort();
    const links = new Set(entries.flatMap((entry) => (entry.isSymbolicLink() ? entry.name : [])));
    const isFile = await Promise.all(names.map(async (name) => !links.has(name) || leadsToFile(join(folder, name))));
    return names.filter((_name, index) => isFile[index]);
  } catch (thrown) {
    throw systemError(thrown, folder);
  }
}

/** A link that leads nowhere is kept, so that it is named among what cannot be read. */
function leadsToFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => true,
  );
}

/** `a.ome.tif` and `a.ome.png` share `a.ome`. */
export function stemOf(name: string): string {
  return name.slice(0, name.length - extname(name).length);
}
