import { existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from './makeFolder.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

test('makes all that is missing, and is content with what is there', async () => {
  const folder = join(await temporaryFolder(), 'a', 'b', 'c');
  await Promise.all([makeFolder(folder), makeFolder(folder)]);
  await makeFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

test('a file in the way is an error, not a folder', async () => {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  await expect(makeFolder(join(file, 'inside'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test.skipIf(!existsSync('/proc/self'))('where no folder can be made it says so at once', async () => {
  await expect(makeFolder('/proc/sfumato/project')).rejects.toMatchObject({ code: 'permissionDenied', message: '/proc/sfumato: no folder can be made there; choose another place' });
}, 2000);
