import { readdir } from 'node:fs/promises';

/** The names of the folders right inside a folder, hidden ones left out, in the order a person counts: 2 before 10. */
export async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  return names.sort((first, second) => first.localeCompare(second, 'en', { numeric: true }));
}
