import { createHash } from 'node:crypto';
import { access, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import { partialName, renameDurably, syncFolder } from '../files/atomicFile.ts';
import { systemError } from '../files/systemError.ts';
import { makeFolder } from '../files/makeFolder.ts';

export interface StoredBlob {
  /** sha256 of the bytes, hexadecimal. */
  readonly hash: string;
  readonly byteLength: number;
  /** False when the same bytes were there before. */
  readonly isNew: boolean;
}

const copyChunkBytes = 1 << 20;

/** Files under the name of their content: `ab/abcdef…`. A blob is never changed once it is there. */
export class BlobStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  pathOf(hash: string): string {
    return join(this.#folder, hash.slice(0, 2), hash);
  }

  /** @throws SfumatoError `notFound`, `permissionDenied`, `diskFull`, `cancelled`; nothing is left behind */
  async copyIn(source: string, signal?: AbortSignal): Promise<StoredBlob> {
    const partial = partialName(join(this.#folder, 'incoming'));
    try {
      const { hash, byteLength } = await copyHashed(source, partial, this.#folder, signal);
      const path = this.pathOf(hash);
      if (await exists(path)) return { hash, byteLength, isNew: false };
      await makeFolder(dirname(path));
      await renameDurably(partial, path);
      await syncFolder(this.#folder);
      return { hash, byteLength, isNew: true };
    } catch (thrown) {
      throw systemError(thrown, this.#folder);
    } finally {
      await rm(partial, { force: true });
    }
  }

  async remove(hash: string): Promise<void> {
    await rm(this.pathOf(hash), { force: true });
  }

  /** Removes what no row names: the leavings of an import that was cut off by a crash. */
  async removeAllBut(kept: ReadonlySet<string>): Promise<void> {
    for (const entry of await readdir(this.#folder, { withFileTypes: true })) {
      const path = join(this.#folder, entry.name);
      if (!entry.isDirectory()) {
        await rm(path, { force: true });
        continue;
      }
      for (const name of await readdir(path)) if (!kept.has(name)) await rm(join(path, name), { force: true });
    }
  }
}

/** A fault of the source names the source; one of the copy names the project's folder. */
async function copyHashed(
  source: string,
  target: string,
  targetFolder: string,
  signal?: AbortSignal,
): Promise<{ hash: string; byteLength: number }> {
  const hash = createHash('sha256');
  const from = await open(source, 'r').catch((thrown: unknown) => {
    throw systemError(thrown, source);
  });
  try {
    const to = await open(target, 'wx');
    try {
      const chunk = new Uint8Array(copyChunkBytes);
      let byteLength = 0;
      for (;;) {
        if (signal?.aborted) throw new SfumatoError('cancelled', say('copyingCancelled', { name: source }));
        const { bytesRead } = await from.read(chunk, 0, chunk.length).catch((thrown: unknown) => {
          throw systemError(thrown, source);
        });
        if (bytesRead === 0) break;
        const part = chunk.subarray(0, bytesRead);
        hash.update(part);
        await writeAll(to, part);
        byteLength += bytesRead;
      }
      await to.sync();
      return { hash: hash.digest('hex'), byteLength };
    } catch (thrown) {
      throw systemError(thrown, targetFolder);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function writeAll(to: Awaited<ReturnType<typeof open>>, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += (await to.write(bytes, written)).bytesWritten;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
