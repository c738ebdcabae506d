import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageTileUrl, objectTileUrl, uploadUrl } from '../../contract/pixelUrls.ts';
import { plainTiff } from '../../images/testing/plainTiff.ts';
import type { PlainTiff } from '../../images/testing/plainTiff.ts';
import { boxPicture, greyPicture, writePicture } from '../testing/imageFiles.ts';
import { classes, finished, startTestApp } from '../testing/testApp.ts';
import { classIndices } from './labelValues.ts';

const page = (value: number): PlainTiff => ({ width: 4, height: 2, bytes: new Uint8Array(8).fill(value), bitsPerSample: 8 });

async function setUp() {
  const test = await startTestApp();
  const images = join(test.folder, 'set', 'images');
  const labels = join(test.folder, 'set', 'labels');
  await mkdir(images, { recursive: true });
  await mkdir(labels, { recursive: true });
  await test.client.project.create({ folder: join(test.folder, 'project'), name: 'Stacks', classes });
  const importing = (labelFolder: string | null = labels, uploadId: string | null = null) =>
    finished(test.client, () => test.client.images.import({ imageFolder: images, labelFolder, labelKind: 'instances', role: 'work', uploadId }));
  return { ...test, images, labels, importing };
}

test('each slice of a stack is an image, in order, with the objects of its slice of the label stack', async () => {
  const { app, client, images, labels, importing, folder } = await setUp();
  await writeFile(join(images, 'cells.tif'), plainTiff(page(10), page(11), page(12)));
  await writeFile(join(labels, 'cells.tif'), plainTiff(page(0), page(5), page(6)));
  expect(await importing()).toMatchObject({ state: 'done', message: { text: '3 images imported' } });
  const slices = await client.images.list();
  expect(slices.map(({ name, stack }) => [name, stack?.name, stack?.index, stack?.count])).toEqual([0, 1, 2].map((index) => [`cells-${index + 1}.tif`, 'cells.tif', index, 3]));
  expect(new Set(slices.map(({ stack }) => stack!.id)).size).toBe(1);
  expect(new Set(slices.map(({ contentHash }) => contentHash)).size).toBe(3);
  for (const [index, slice] of slices.entries()) {
    const at = { level: 0, column: 0, row: 0 };
    expect((await app.pixels(imageTileUrl(slice.id, at, slice.contentHash)))!.bytes).toEqual(new Uint8Array(8).fill(10 + index));
    const objects = new Uint32Array((await app.pixels(objectTileUrl(slice.id, at, slice.labelSequence)))!.bytes.buffer);
    expect(objects).toEqual(new Uint32Array(8).fill([0, 5, 6][index]!));
  }
  expect((await client.annotations.verify()).problems).toEqual([]);
  // The cache may be emptied: slices are decoded again from the one file.
  await rm(join(folder, 'project', 'cache', 'pixels'), { recursive: true });
  const last = slices[2]!;
  expect((await app.pixels(imageTileUrl(last.id, { level: 0, column: 0, row: 0 }, last.contentHash)))!.bytes[0]).toBe(12);
  expect(await importing()).toMatchObject({ state: 'failed', error: { code: 'conflict', message: { text: expect.stringContaining('same content') as string } } });
});

test('a label stack of another length is refused, naming both', async () => {
  const { client, images, labels, importing, folder } = await setUp();
  await writeFile(join(images, 'cells.tif'), plainTiff(page(10), page(11)));
  await writeFile(join(labels, 'cells.tif'), plainTiff(page(0), page(5), page(6)));
  expect(await importing()).toMatchObject({ error: { code: 'sizeMismatch', message: { text: 'label file cells.tif has 3 slices, its image cells.tif 2; they must be equal' } } });
  expect(await client.images.list()).toEqual([]);
  expect(readdirSync(join(folder, 'project', 'cache', 'pixels'))).toEqual([]);
});

test('every file that cannot be read is named, not the first alone', async () => {
  const { client, images, importing, folder } = await setUp();
  await writePicture(images, 'good.png', greyPicture(1));
  for (const name of ['a.png', 'b.tif', 'c.jpg']) await writeFile(join(images, name), 'no picture');
  const { error } = await importing(null);
  expect(error).toMatchObject({ code: 'unreadableImage' });
  for (const name of ['3 files', 'a.png', 'b.tif', 'c.jpg']) expect(error!.message.text).toContain(name);
  expect(error!.message.text).not.toContain('good.png');
  expect(await client.images.list()).toEqual([]);
  expect(readdirSync(join(folder, 'project', 'cache', 'pixels'))).toEqual([]);
});

test('a folder is described before anything is imported', async () => {
  const { client, images, labels, folder } = await setUp();
  await writeFile(join(images, 'stack.tif'), plainTiff(page(1), page(2)));
  await writePicture(images, 'a.png', greyPicture(1));
  await writePicture(labels, 'a.png', boxPicture(3));
  await writeFile(join(images, 'broken.png'), 'no picture');
  const report = await client.images.inspect({ folder: join(folder, 'set') });
  expect(report).toMatchObject({
    imageFolder: images,
    labelFolder: labels,
    labelKind: 'classes',
    fileCount: 3,
    imageCount: 3,
    formats: [{ format: 'PNG', count: 1 }, { format: 'TIFF', count: 1 }],
    stacks: [{ name: 'stack.tif', slices: 2 }],
    pairCount: 1,
    unreadable: [{ name: 'broken.png', reason: { code: 'unknownFormat' } }],
    unreadableCount: 1,
  });
  expect(report.suggestedClasses.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  expect(report.files.map(({ name, labelName }) => [name, labelName])).toEqual([['a.png', 'a.png'], ['stack.tif', null]]);
  // White objects, and numbers past a list of classes, are objects.
  await writePicture(labels, 'a.png', boxPicture(255));
  expect(await client.images.inspect({ folder: images })).toMatchObject({ labelFolder: labels, labelKind: 'instances', suggestedClasses: [{ name: 'background' }, { name: 'object' }] });
  await writePicture(labels, 'a.png', boxPicture(900));
  expect(await client.images.inspect({ folder: images })).toMatchObject({ labelKind: 'instances' });
  expect(await client.images.list()).toEqual([]);
  await expect(client.images.inspect({ folder: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'notFound' });
  await expect(client.images.inspect({})).rejects.toMatchObject({ code: 'invalidInput' });
});

test('dropped files are inspected and imported from their upload, which then is gone', async () => {
  const { app, client, images, labels } = await setUp();
  const uploadId = '6f1c0b0e-7a54-4f65-9f64-0f4f0c4f9a11';
  const file = await writePicture(images, 'cell.png', greyPicture(3));
  await app.upload(uploadUrl(uploadId, 'images/cell.png'), createReadStream(file));
  await app.upload(uploadUrl(uploadId, 'labels/cell.png'), createReadStream(await writePicture(labels, 'cell.png', boxPicture(1))));
  const { imageFolder, labelFolder, labelKind, pairCount } = await client.images.inspect({ uploadId });
  expect(pairCount).toBe(1);
  expect(await finished(client, () => client.images.import({ imageFolder, labelFolder, labelKind, role: 'work', uploadId }))).toMatchObject({ state: 'done' });
  expect(await client.images.list()).toMatchObject([{ name: 'cell.png', labelledFraction: 1 }]);
  expect(existsSync(imageFolder)).toBe(false);
  await expect(client.images.inspect({ uploadId })).rejects.toMatchObject({ code: 'notFound' });
});

test('label stacks are looked into, not at their first slice alone', async () => {
  const { client, images, labels } = await setUp();
  await writeFile(join(images, 'cells.tif'), plainTiff(...[1, 2, 3].map(page)));
  const numbered = { ...page(0), bytes: new Uint8Array(Uint16Array.of(0, 1, 2, 3, 4, 5, 6, 700).buffer), bitsPerSample: 16 };
  const empty = { ...numbered, bytes: new Uint8Array(16) };
  await writeFile(join(labels, 'cells.tif'), plainTiff(empty, numbered, empty));
  expect(await client.images.inspect({ folder: images })).toMatchObject({ labelKind: 'instances', pairCount: 1 });
});

test('a label file of more objects than a call takes arguments is refused in words', () => {
  const values = Uint32Array.from({ length: 300_000 }, (_none, index) => index);
  const decoded = { width: 300_000, height: 1, values };
  expect(() => classIndices(decoded, { name: 'a.tif', kind: 'classes', classes })).toThrow(/import the labels as instances/);
});

test('of a large folder a part is opened, and the report says so', async () => {
  const { client, images, labels } = await setUp();
  for (let index = 0; index < 1201; index++) await writeFile(join(images, `c${index}.tif`), index % 3 === 0 ? plainTiff(page(1)) : '');
  await writeFile(join(labels, 'c0.tif'), plainTiff(page(1)));
  const report = await client.images.inspect({ folder: images });
  expect(report).toMatchObject({ fileCount: 1201, openedCount: 500, pairCount: 1 });
  expect(report.files.length + report.unreadableCount).toBe(500);
});

test.skipIf(process.platform === 'win32')('pipes, devices and folders named as images are passed over; a link to a file is one', async () => {
  const { client, images, folder } = await setUp();
  await writeFile(join(folder, 'elsewhere.tif'), plainTiff(page(3)));
  await symlink(join(folder, 'elsewhere.tif'), join(images, 'linked.tif'));
  await symlink('/dev/zero', join(images, 'endless.tif'));
  await symlink(folder, join(images, 'folder.tif'));
  await symlink('/nowhere', join(images, 'dead.tif'));
  execFileSync('mkfifo', [join(images, 'pipe.tif')]);
  const report = await client.images.inspect({ folder: images });
  expect(report.files.map(({ name }) => name)).toEqual(['linked.tif']);
  expect(report.unreadable.map(({ name }) => name)).toEqual(['dead.tif']);
});
