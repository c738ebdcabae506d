import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readStaticFile } from './staticFiles.ts';

let base: string;
let folder: string;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'sfumato-static-'));
  folder = join(base, 'proj');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await mkdir(join(base, 'proj-evil'));
  await mkdir(join(folder, 'folder.js'));
  await writeFile(join(folder, 'index.html'), '<p>start</p>');
  await writeFile(join(folder, 'assets', 'main-a1b2.js'), 'export {}');
  await writeFile(join(folder, 'secret.pem'), 'key');
  await writeFile(join(folder, '.hidden.js'), 'hidden');
  await writeFile(join(base, 'proj-evil', 'stolen.js'), 'stolen');
  await writeFile(join(base, 'outside.js'), 'outside');
  await symlink(join(base, 'outside.js'), join(folder, 'link.js'));
  await symlink(join(base, 'proj-evil'), join(folder, 'evil'));
  await symlink(join(folder, 'index.html'), join(folder, 'inside.html'));
});

afterAll(() => rm(base, { recursive: true, force: true }));

test('serves the index and hashed assets with their type', async () => {
  const index = await readStaticFile(folder, '/');
  expect(index).toMatchObject({ contentType: 'text/html; charset=utf-8', immutable: false });
  expect(new TextDecoder().decode(index?.bytes)).toBe('<p>start</p>');
  expect(await readStaticFile(folder, '/assets/main-a1b2.js')).toMatchObject({
    contentType: 'text/javascript; charset=utf-8',
    immutable: true,
  });
  expect(await readStaticFile(folder, '/inside.html')).not.toBeNull();
});

test.each([
  ['parent', '/../outside.js'],
  ['parent in the middle', '/assets/../../outside.js'],
  ['encoded dots', '/%2e%2e/outside.js'],
  ['encoded slash', '/..%2foutside.js'],
  ['twice encoded dots', '/%252e%252e/outside.js'],
  ['back slash', '/..\\outside.js'],
  ['encoded NUL', '/index.html%00.js'],
  ['NUL', '/index.html\0.js'],
  ['UNC', '//server/share/outside.js'],
  ['UNC with back slashes', '/\\\\server\\share\\outside.js'],
  ['drive', '/C:/outside.js'],
  ['neighbour with the same beginning', '/../proj-evil/stolen.js'],
  ['symbolic link to a file outside', '/link.js'],
  ['symbolic link to a folder outside', '/evil/stolen.js'],
  ['hidden file', '/.hidden.js'],
  ['type that is not on the list', '/secret.pem'],
  ['folder', '/folder.js'],
  ['folder without type', '/assets'],
  ['missing', '/missing.js'],
  ['file taken for a folder', '/index.html/x.js'],
  ['no leading slash', 'index.html'],
  ['over-long name', `/${'a'.repeat(5000)}.js`],
])('refuses %s', async (_what, path) => {
  expect(await readStaticFile(folder, path)).toBeNull();
});
