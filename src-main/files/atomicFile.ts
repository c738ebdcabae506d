import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a rename or a new name in a folder last through a power cut. Windows cannot open folders and needs no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A name beside `path` for a file in the making, so that the final rename stays within one file system. */
export function partialName(path: string): string {
  return `${path}.${randomUUID()}.partial`;
}

/** Puts a finished file in its place: it is there whole or not at all, whatever happens. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
}

/** Writes a file whole or not at all: beside, to disk, then renamed. */
export async function writeFileAtomic(path: string, bytes: Uint8Array | string): Promise<void> {
  const partial = partialName(path);
  try {
    const handle = await open(partial, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameDurably(partial, path);
  } catch (thrown) {
    await rm(partial, { force: true });
    throw thrown;
  }
}
