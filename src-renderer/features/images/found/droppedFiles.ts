/** A file handed to the window, with its place below what was dropped: `cells/images/a.tif`. */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

/** Files that systems leave in folders for themselves. */
const isSystemFile = (name: string): boolean => name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini';

/**
 * Every file that was dropped, folders gone into. To be called at once in the drop's own event: later the browser has
 * taken the list away.
 */
export async function filesOfDrop(transfer: DataTransfer): Promise<DroppedFile[]> {
  const entries = [...transfer.items].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  const plain = [...transfer.files];
  const files = (await Promise.all(entries.filter((entry) => entry !== null).map((entry) => filesOf(entry, '')))).flat();
  return files.length > 0 ? files : filesOfList(plain);
}

/** @param list of a file input; with `webkitdirectory` each file knows its place */
export function filesOfList(list: readonly File[]): DroppedFile[] {
  return list
    .map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }))
    .filter(({ path }) => !path.split('/').some(isSystemFile));
}

async function filesOf(entry: FileSystemEntry, folder: string): Promise<DroppedFile[]> {
  if (isSystemFile(entry.name)) return [];
  const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
  if (entry.isFile) return [{ path, file: await fileOf(entry as FileSystemFileEntry) }];
  const children = await childrenOf(entry as FileSystemDirectoryEntry);
  return (await Promise.all(children.map((child) => filesOf(child, path)))).flat();
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A reader hands out a folder in parts; an empty part is its end. */
async function childrenOf(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return all;
    all.push(...part);
  }
}

/** The folder that all files lie in, to name a project after; null where they lie side by side. */
export function commonFolder(files: readonly DroppedFile[]): string | null {
  const first = files[0]?.path.split('/');
  if (!first || first.length < 2) return null;
  return files.every(({ path }) => path.startsWith(`${first[0]!}/`)) ? first[0]! : null;
}
