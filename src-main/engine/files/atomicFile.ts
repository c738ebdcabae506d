import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SfumatoError, messageOf } from '../../core/SfumatoError.ts';
import type { ErrorCode } from '../../core/SfumatoError.ts';

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EACCES: 'permissionDenied',
  EPERM: 'permissionDenied',
  EROFS: 'permissionDenied',
  ENOENT: 'notFound',
};

/** @returns the failure of a file operation as the program's own error, naming the file */
export function fileError(what: string, path: string, thrown: unknown): SfumatoError {
  if (thrown instanceof SfumatoError) return thrown;
  const code = codes[(thrown as NodeJS.ErrnoException).code ?? ''] ?? 'internal';
  return new SfumatoError(code, `${what} ${path}: ${messageOf(thrown)}`, { cause: thrown });
}

/**
 * Writes a file whole or not at all: to a name beside it, flushed, then renamed over it.
 * @throws SfumatoError `diskFull`, `permissionDenied` or `internal`, the old file untouched
 */
export async function writeFileAtomically(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeAndFlush(temporary, parts);
    await rename(temporary, path);
    await flushFolder(dirname(path));
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw fileError('writing', path, thrown);
  }
}

/** Writes a new file and waits until it is on disk. */
export async function writeAndFlush(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a rename in the folder last through a power cut; systems that cannot open folders do it on their own. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
