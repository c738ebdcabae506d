/** Folder of a new project inside another: its name in signs that every file system takes. */
export function folderFor(parent: string, name: string): string {
  const separator = parent.includes('\\') ? '\\' : '/';
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const base = parent.endsWith(separator) ? parent : parent + separator;
  return base + (plain === '' ? 'sfumato-project' : plain);
}
