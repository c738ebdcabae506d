import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/testing/temporaryFolder.ts';
import type { MaskDiff } from '../core/labels/maskDiff.ts';
import { Journal } from './Journal.ts';
import { openDatabase } from './openDatabase.ts';
import { PixelTiles } from './PixelTiles.ts';
import { ProjectStore } from './ProjectStore.ts';
import { applicationId, migrations } from './schema.ts';
import { makeProject } from './testing/makeProject.ts';
import { brushEvent, imageId, imageSize, paint, rowDiff } from './testing/strokes.ts';
import { transaction } from './transaction.ts';

async function closedProject(): Promise<string> {
  const store = await makeProject();
  paint(store, rowDiff(3));
  store.close();
  return store.paths.folder;
}

/** Runs SQL on a project behind the program's back. */
function meddle(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, 'project.sqlite'));
  database.exec(sql);
  database.close();
}

test('what was painted is there after reopening', async () => {
  const folder = await closedProject();
  const store = await ProjectStore.open(folder);
  expect(store.name).toBe('Test');
  expect(store.classes.map(({ name }) => name)).toEqual(['background', 'nucleus']);
  const labels = store.labels.map(imageId, imageSize);
  expect(labels.subarray(3 * 300, 4 * 300).every((value) => value === 1)).toBe(true);
  expect(labels[4 * 300]).toBe(255);
  expect(store.images.get(imageId)).toMatchObject({ labelledFraction: 1 / 200, labelSequence: 1 });
  store.close();
});

test('a project is not made in a folder that holds something', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'precious.txt'), 'mine');
  await expect(ProjectStore.create({ folder, name: 'x', classes: [], createdAt: '' })).rejects.toMatchObject({ code: 'conflict' });
  expect(await readdir(folder)).toEqual(['precious.txt']);
});

test('a second opening, in this process or another, is refused and names the holder', async () => {
  const folder = await closedProject();
  const painter = spawn(process.execPath, [join(import.meta.dirname, 'testing/strokePainter.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(painter, 'exit');
  await once(painter.stdout, 'data');
  await expect(ProjectStore.open(folder)).rejects.toMatchObject({
    code: 'projectLocked',
    message: expect.stringMatching(new RegExp(`^${folder}: the project is open in process ${painter.pid} `)) as string,
  });
  painter.kill('SIGKILL');
  painter.stdout.resume();
  await ended;
  // The dead process has left its name behind, but no lock.
  expect(existsSync(join(folder, 'open-by.json'))).toBe(true);
  const store = await ProjectStore.open(folder);
  await expect(ProjectStore.open(folder)).rejects.toMatchObject({ code: 'projectLocked' });
  store.close();
  expect(existsSync(join(folder, 'open-by.json'))).toBe(false);
});

test('a newer schema is refused, and the file is not touched', async () => {
  const folder = await closedProject();
  meddle(folder, 'PRAGMA user_version = 99');
  const before = await readFile(join(folder, 'project.sqlite'));
  await expect(ProjectStore.open(folder)).rejects.toMatchObject({ code: 'newerSchema', message: expect.stringContaining('schema 99') as string });
  expect(await readFile(join(folder, 'project.sqlite'))).toEqual(before);
  expect(await readdir(folder)).not.toContain('project.sqlite-wal');
});

test('a damaged database, and one of another program, are refused', async () => {
  const folder = await closedProject();
  const path = join(folder, 'project.sqlite');
  const bytes = await readFile(path);
  await writeFile(path, bytes.fill(0x5a, 4096, 4096 * 3));
  await expect(ProjectStore.open(folder)).rejects.toMatchObject({ code: 'corrupt' });
  await writeFile(path, 'not SQLite at all, but long enough to have a header of a hundred bytes '.repeat(20));
  await expect(ProjectStore.open(folder)).rejects.toMatchObject({ code: 'corrupt' });
  const other = join(await temporaryFolder(), 'other');
  await mkdir(other);
  meddle(other, 'CREATE TABLE birds (name TEXT)');
  await expect(ProjectStore.open(other)).rejects.toMatchObject({ code: 'corrupt', message: expect.stringContaining('no Sfumato project') as string });
});

test('a folder without a project is named', async () => {
  const folder = await temporaryFolder();
  await expect(ProjectStore.open(folder)).rejects.toMatchObject({ code: 'notFound', message: expect.stringContaining(folder) as string });
});

test('the journal cannot be changed or deleted from', async () => {
  const folder = await closedProject();
  expect(() => meddle(folder, "UPDATE journal SET who = 'another'")).toThrowError(/append-only/);
  expect(() => meddle(folder, 'DELETE FROM journal')).toThrowError(/append-only/);
});

test('a full disk: the stroke is refused, the one before stays, and room makes it work again', async () => {
  const folder = await closedProject();
  const { database, close } = openDatabase(join(folder, 'project.sqlite'), { migrations, applicationId, folder });
  const journal = new Journal(database, 'whichever');
  const labels = PixelTiles.labels(database);
  const paintHere = (diff: MaskDiff): number =>
    transaction(database, folder, () => {
      labels.change(imageId, imageSize, diff);
      return journal.append(brushEvent(diff));
    });
  // The database may grow no further, which is what a full disk does to it. Noise does not pack: it needs new pages.
  const pages = Number(database.prepare('PRAGMA page_count').get()?.page_count);
  database.exec(`PRAGMA max_page_count = ${pages}`);
  const pixels = Array.from({ length: 20_000 }, (_none, at) => [2 * at, 1, 255, (at * at) % 2]).filter(([index]) => Math.floor(index! / 300) !== 3);
  const noise = { ...imageSize, runs: Uint32Array.from(pixels.flat()) };
  expect(() => paintHere(noise)).toThrowError(expect.objectContaining({ code: 'diskFull', message: expect.stringContaining(folder) as string }) as Error);
  expect(journal.lastSequence()).toBe(1);
  expect(labels.map(imageId, imageSize)[0]).toBe(255);
  database.exec('PRAGMA max_page_count = 1000000');
  expect(paintHere(noise)).toBe(2);
  close();
  const store = await ProjectStore.open(folder);
  expect(store.checkIntegrity()).toEqual([]);
  store.close();
});

test('opening takes away what a cut-off import left, and nothing else', async () => {
  const folder = await closedProject();
  const blobs = join(folder, 'blobs');
  await mkdir(join(blobs, 'aa'), { recursive: true });
  await mkdir(join(blobs, 'bb'), { recursive: true });
  await writeFile(join(blobs, 'aa', 'a'.repeat(64)), 'the image');
  await writeFile(join(blobs, 'bb', 'b'.repeat(64)), 'never entered');
  await writeFile(join(blobs, 'incoming.1.partial'), 'cut off');
  (await ProjectStore.open(folder)).close();
  expect(await readdir(join(blobs, 'aa'))).toEqual(['a'.repeat(64)]);
  expect(await readdir(join(blobs, 'bb'))).toEqual([]);
  expect(existsSync(join(blobs, 'incoming.1.partial'))).toBe(false);
});

test('a copy of the folder is a project of its own', async () => {
  const folder = await closedProject();
  const copy = await temporaryFolder();
  await copyFile(join(folder, 'project.sqlite'), join(copy, 'project.sqlite'));
  const first = await ProjectStore.open(folder);
  const second = await ProjectStore.open(copy);
  expect(second.journal.lastSequence()).toBe(1);
  first.close();
  second.close();
});
