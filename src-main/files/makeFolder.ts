import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';

/**
 * Makes a folder and those above it that are missing.
 *
 * Node's own recursive `mkdir` never comes back where the system answers "no such file" for a folder whose parent is
 * there, as `/proc` does: it goes up, finds the parent, comes down and begins again.
 * @throws an error of the system, or SfumatoError `permissionDenied` where nothing can be made
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  for (let at = path; !(await exists(at)); at = dirname(at)) {
    missing.push(at);
    if (dirname(at) === at) break;
  }
  for (const folder of missing.reverse()) {
    try {
      await mkdir(folder);
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      // Another process, or another call, was quicker.
      if (code === 'EEXIST') continue;
      if (code === 'ENOENT') throw new SfumatoError('permissionDenied', say('noFolderThere', { folder }), { cause: thrown });
      throw thrown;
    }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw thrown;
  }
}
