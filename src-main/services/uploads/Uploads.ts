import { createWriteStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { partialName, renameDurably } from '../../files/atomicFile.ts';
import { systemError } from '../../files/systemError.ts';
import { makeFolder } from '../../files/makeFolder.ts';

/** The most one file, and all of one upload, may have, in bytes. */
const maximumFileBytes = 4 * 2 ** 30;
const maximumUploadBytes = 64 * 2 ** 30;
const maximumFiles = 20_000;
const maximumDepth = 16;

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Control characters, and what Windows keeps for itself. */
const forbiddenInName = /[\u0000-\u001f<>:"|?*\\/]/;

/** What is left of a program that ended at once is taken away after this. */
const staleMs = 24 * 3600 * 1000;

interface Received {
  bytes: number;
  files: number;
}

/**
 * Files that a window sends, so that they can be dropped on it: each upload has a folder of its own in the program's data,
 * taken away once its files are imported and when the program ends.
 */
export class Uploads {
  readonly #folder: string;
  /** What has come in of each upload, so that its limits hold over all its files. */
  readonly #received = new Map<string, Received>();

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'uploads');
  }

  /**
   * Takes one file of an upload in, whole or not at all.
   * @param address an address of `uploadUrl`, not decoded
   * @throws SfumatoError `invalidInput` for a path that leads elsewhere or a file past the limits, `diskFull`
   */
  async receive(address: string, body: Readable): Promise<void> {
    const { uploadId, parts } = parseAddress(address);
    const folder = join(this.#folder, uploadId);
    const path = resolve(folder, ...parts);
    // The parts are plain names; this is the second lock on the same door.
    if (!path.startsWith(folder + sep)) throw new SfumatoError('invalidInput', say('uploadLeavesFolder'));
    const total = this.#received.get(uploadId) ?? { bytes: 0, files: 0 };
    this.#received.set(uploadId, total);
    if (++total.files > maximumFiles) throw new SfumatoError('invalidInput', say('uploadTooMany', { most: maximumFiles }));
    const partial = partialName(path);
    try {
      await makeFolder(dirname(path));
      await pipeline(body, limited(parts.at(-1)!, total), createWriteStream(partial, { flags: 'wx' }));
      await renameDurably(partial, path);
    } catch (thrown) {
      await rm(partial, { force: true });
      throw systemError(thrown, folder);
    }
  }

  /** @throws SfumatoError `notFound` when no file of it has come */
  async folderOf(uploadId: string): Promise<string> {
    const folder = uuidPattern.test(uploadId) ? join(this.#folder, uploadId) : null;
    const isThere = folder !== null && (await stat(folder).then((found) => found.isDirectory(), () => false));
    if (folder !== null && isThere) return folder;
    throw new SfumatoError('notFound', say('uploadEmpty', { id: uploadId.slice(0, 80) }));
  }

  async remove(uploadId: string): Promise<void> {
    if (!uuidPattern.test(uploadId)) return;
    this.#received.delete(uploadId);
    await rm(join(this.#folder, uploadId), { recursive: true, force: true });
  }

  /** Takes away what this program received and did not import, and what one that ended at once has left. */
  async close(): Promise<void> {
    for (const uploadId of [...this.#received.keys()]) await this.remove(uploadId);
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const found = await stat(join(this.#folder, name)).catch(() => null);
      // A younger one may be another program's that is running.
      if (found && Date.now() - found.mtimeMs > staleMs) await this.remove(name);
    }
  }
}

function parseAddress(address: string): { readonly uploadId: string; readonly parts: readonly string[] } {
  const refuse = (): never => {
    throw new SfumatoError('invalidInput', say('uploadAddress'));
  };
  const [empty, first, uploadId = '', ...rest] = address.split('/');
  if (empty !== '' || first !== 'upload' || !uuidPattern.test(uploadId) || rest.length === 0 || rest.length > maximumDepth) return refuse();
  const parts = rest.map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return refuse();
    }
  });
  const isPlain = (part: string): boolean => part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= 200 && !forbiddenInName.test(part);
  return parts.every(isPlain) ? { uploadId, parts } : refuse();
}

/** Passes bytes on and counts them, for the file and for its upload. */
function limited(name: string, total: Received): Transform {
  let own = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      own += chunk.byteLength;
      total.bytes += chunk.byteLength;
      const isOver = own > maximumFileBytes || total.bytes > maximumUploadBytes;
      done(isOver ? new SfumatoError('invalidInput', say('uploadTooLarge', { name, fileGibibytes: maximumFileBytes / 2 ** 30, allGibibytes: maximumUploadBytes / 2 ** 30 })) : null, chunk);
    },
  });
}
