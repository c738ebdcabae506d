import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { ProjectStore } from '../../store/ProjectStore.ts';
import { greyPicture, writePicture } from '../testing/imageFiles.ts';
import { classes, startTestApp } from '../testing/testApp.ts';

const imageCount = 30;

async function importAndKill(projectFolder: string, pictures: string, atFile: number): Promise<void> {
  const script = join(import.meta.dirname, '../testing/importer.ts');
  const importer = spawn(process.execPath, [script, projectFolder, pictures], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(importer, 'exit');
  let files = 0;
  for await (const _line of createInterface({ input: importer.stdout })) if (++files === atFile) importer.kill('SIGKILL');
  await ended;
}

async function storedFiles(folder: string): Promise<number> {
  const found = await Promise.all(
    ['blobs', join('cache', 'pixels')].map((part) => readdir(join(folder, part), { recursive: true, withFileTypes: true })),
  );
  return found.flat().filter((entry) => entry.isFile()).length;
}

test('an import killed at any file leaves all of it or none, and nothing lies about afterwards', async () => {
  const { client, folder } = await startTestApp();
  const pictures = join(folder, 'pictures');
  await mkdir(pictures);
  for (let seed = 0; seed < imageCount; seed++) await writePicture(pictures, `${seed}.png`, greyPicture(seed));
  const project = await client.project.create({ folder: join(folder, 'p'), name: 'P', classes });
  await client.project.close();
  for (const atFile of [1, 7, 15, 22, imageCount]) {
    await importAndKill(project.folder, pictures, atFile);
    const store = await ProjectStore.open(project.folder);
    const images = store.images.count();
    store.close();
    expect([0, imageCount]).toContain(images);
    expect(await storedFiles(project.folder)).toBe(2 * images);
    if (images > 0) return;
  }
});
