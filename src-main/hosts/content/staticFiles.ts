import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { contentTypeOf } from './contentTypes.ts';

/** A file of the renderer's build, ready to be sent. */
export interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  /** Its name holds a hash of its bytes, so it never changes. */
  readonly immutable: boolean;
  readonly etag: string;
}

/**
 * What a path may look like: parts of plain characters that do not begin with a dot. The build makes no other names, so
 * `..`, `%2e`, `%00`, `\\server`, `//server` and hidden files are refused without being interpreted at all.
 */
const plainPath = /^(?:\/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)+$/;

/** Vite puts files with a content hash in their name here. */
const immutableFolder = '/assets/';

/**
 * Finds a file of a folder by the path of an address.
 * @param folder the folder served; nothing outside it is ever read, not even through a symbolic link
 * @param path the address's path as it came, not decoded, without its query
 * @returns the file, or null when there is none or it may not be served
 */
export async function readStaticFile(folder: string, path: string): Promise<StaticFile | null> {
  const name = path === '/' ? '/index.html' : path;
  const contentType = contentTypeOf(name);
  if (!plainPath.test(name) || !contentType) return null;
  const file = await realFileInside(folder, name);
  if (!file) return null;
  const bytes = await readFile(file);
  return {
    bytes,
    contentType,
    immutable: name.startsWith(immutableFolder),
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`,
  };
}

async function realFileInside(folder: string, name: string): Promise<string | null> {
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, name));
    // With the separator, so that /proj-evil is not taken for a part of /proj.
    if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
    return (await stat(file)).isFile() ? file : null;
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENAMETOOLONG') return null;
    throw thrown;
  }
}
