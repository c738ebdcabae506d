import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boxPicture, greyPicture, writePicture } from '../testing/imageFiles.ts';
import { classes, finished, startTestApp } from '../testing/testApp.ts';

type Files = Readonly<Record<string, Parameters<typeof writePicture>[2]>>;

async function projectWith(images: Files, labels: Files = {}) {
  const test = await startTestApp();
  const imageFolder = join(test.folder, 'images');
  const labelFolder = join(test.folder, 'labels');
  await mkdir(imageFolder);
  await mkdir(labelFolder);
  for (const [name, picture] of Object.entries(images)) await writePicture(imageFolder, name, picture);
  for (const [name, picture] of Object.entries(labels)) await writePicture(labelFolder, name, picture);
  const project = await test.client.project.create({ folder: join(test.folder, 'project'), name: 'Test', classes });
  const request = { imageFolder, labelFolder: Object.keys(labels).length > 0 ? labelFolder : null, labelKind: 'classes', role: 'work' } as const;
  return { ...test, project, imageFolder, labelFolder, request };
}

/** Every file below a folder of the project that holds what imports bring in. */
async function storedFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const part of ['blobs', join('cache', 'pixels')]) {
    const entries = await readdir(join(folder, part), { recursive: true, withFileTypes: true });
    found.push(...entries.filter((entry) => entry.isFile()).map(({ name }) => name));
  }
  return found;
}

test('imports images with their labels, and notes the labels in the journal', async () => {
  const { client, request } = await projectWith({ 'a.png': greyPicture(1), 'b.png': greyPicture(2) }, { 'a.png': boxPicture(1) });
  expect(await finished(client, () => client.images.import(request))).toMatchObject({ state: 'done', message: { text: '2 images imported' } });
  const images = await client.images.list();
  expect(images.map(({ name, labelledFraction }) => [name, labelledFraction])).toEqual([
    ['a.png', 1],
    ['b.png', 0],
  ]);
  const { entries, canUndo } = await client.annotations.history({});
  expect(entries).toMatchObject([{ kind: 'annotate', tool: 'import', changedPixels: 32 * 24, who: 'tester' }]);
  expect(canUndo).toBe(false);
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('reads numbered objects as class 1', async () => {
  const { app, client, request } = await projectWith({ 'a.png': greyPicture(1) }, { 'a.png': boxPicture(700) });
  await finished(client, () => client.images.import({ ...request, labelKind: 'instances' }));
  const [image] = await client.images.list();
  const tile = await app.pixels(`/pixels/labels/${image!.id}/0/0/${image!.labelSequence}`);
  expect([...new Set(tile!.bytes)].sort()).toEqual([0, 1]);
});

test('a broken image among sound ones: named, and nothing stays', async () => {
  const { client, request, imageFolder, project } = await projectWith({ 'a.png': greyPicture(1), 'z.png': greyPicture(2) });
  await writeFile(join(imageFolder, 'broken.png'), 'no picture');
  const job = await finished(client, () => client.images.import(request));
  expect(job).toMatchObject({ state: 'failed', error: { code: 'unreadableImage' } });
  expect(job.error!.message.text).toContain('broken.png');
  expect(await client.images.list()).toEqual([]);
  expect(await storedFiles(project.folder)).toEqual([]);
});

test('labels of another size: both files and sizes are named, and nothing stays', async () => {
  const { client, request, project } = await projectWith({ 'a.png': greyPicture(1) }, { 'a.png': boxPicture(1, 32, 20) });
  const { error } = await finished(client, () => client.images.import(request));
  expect(error).toMatchObject({ code: 'sizeMismatch' });
  expect(error!.message.text).toMatch(/a\.png is 32 x 20.*a\.png 32 x 24/);
  expect(await storedFiles(project.folder)).toEqual([]);
});

test('a class out of range: file, value, pixels and what is allowed', async () => {
  const { client, request } = await projectWith({ 'a.png': greyPicture(1) }, { 'a.png': boxPicture(7) });
  const { error } = await finished(client, () => client.images.import(request));
  expect(error).toMatchObject({ code: 'classOutOfRange' });
  expect(error!.message.text).toMatch(/a\.png: 128 pixels hold 7; wanted a class \(0 background, 1 nucleus\) or 255/);
  expect(error!.message.text).not.toContain('instances');
});

test('object numbers given as classes: the error says how to import them', async () => {
  const objects = boxPicture(0);
  [1, 2, 3, 4].forEach((value, at) => objects.data.fill(value, at * 10, at * 10 + 5));
  const { client, request } = await projectWith({ 'a.png': greyPicture(1) }, { 'a.png': objects });
  const { error } = await finished(client, () => client.images.import(request));
  expect(error!.message.text).toContain('import the labels as instances');
});

test('a mask of 0 and 255 is not silently read as "not labelled"', async () => {
  const { client, request } = await projectWith({ 'a.png': greyPicture(1) }, { 'a.png': boxPicture(255) });
  const { error } = await finished(client, () => client.images.import(request));
  expect(error).toMatchObject({ code: 'classOutOfRange' });
});

test('missing folders and folders without images are named', async () => {
  const { client, request, folder } = await projectWith({ 'a.png': greyPicture(1) });
  const missing = await finished(client, () => client.images.import({ ...request, imageFolder: join(folder, 'nowhere') }));
  expect(missing.error).toMatchObject({ code: 'notFound', message: { text: expect.stringContaining('nowhere') as string } });
  const empty = await finished(client, () => client.images.import({ ...request, namePrefix: 'other-' }));
  expect(empty.error).toMatchObject({ code: 'notFound', message: { text: expect.stringContaining('"other-"') as string } });
  const unfit = await finished(client, () => client.images.import({ ...request, labelFolder: folder }));
  expect(unfit.error).toMatchObject({ code: 'notFound' });
});

test('the same name or content twice is refused', async () => {
  const { client, request, imageFolder } = await projectWith({ 'a.png': greyPicture(1) });
  await finished(client, () => client.images.import(request));
  const again = await finished(client, () => client.images.import(request));
  expect(again.error).toMatchObject({ code: 'conflict', message: { text: expect.stringContaining('a.png') as string } });
  await writePicture(imageFolder, 'copy.png', greyPicture(1));
  const copy = await finished(client, () => client.images.import({ ...request, namePrefix: 'copy' }));
  expect(copy.error!.message.text).toBe('copy.png: has the same content as a.png; take one of them out of the folder');
  // What the first import brought stays.
  expect(await client.images.list()).toHaveLength(1);
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('a cancelled import leaves nothing', async () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_none, seed) => [`${seed}.png`, greyPicture(seed)]));
  const { client, request, project } = await projectWith(many);
  const events = await client.system.notifications();
  const { jobId } = await client.images.import(request);
  for await (const event of events) {
    if (event.type !== 'job') continue;
    if (event.job.state === 'running') await client.jobs.cancel({ jobId });
    if (event.job.state === 'cancelled' || event.job.state === 'done') break;
  }
  expect((await client.jobs.list())[0]!.state).toBe('cancelled');
  expect(await client.images.list()).toEqual([]);
  expect(await storedFiles(project.folder)).toEqual([]);
});
