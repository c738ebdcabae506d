import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { labelIndexUrl, labelTileUrl, objectIndexUrl, objectTileUrl } from '../../contract/pixelUrls.ts';
import { encodeMaskDiff } from '../../core/labels/maskDiff.ts';
import { pictureSize, projectWithImages } from '../testing/projectWithImages.ts';
import { finished, startTestApp } from '../testing/testApp.ts';
import type { TestClient } from '../testing/testApp.ts';

const { width, height } = pictureSize;
const large = 3_000_000_000;

/** A run of the first row. */
const blobOf = (...runs: number[]): Blob => new Blob([encodeMaskDiff({ width, height, runs: Uint32Array.from(runs) })]);

const commit = (client: TestClient, imageId: string, gestureId: string | null, tool: 'interpolate' | 'split' = 'interpolate') =>
  client.annotations.commit({ imageId, tool, classIndex: 1, diff: blobOf(0, 4, 255, 1), objects: blobOf(0, 4, 0, large), regionId: null, gestureId });

const sequences = async (client: TestClient): Promise<number[]> => (await client.images.list()).map(({ labelSequence }) => labelSequence);

test('a gesture over several images is taken back and done again as one step, also after a restart', async () => {
  const project = await projectWithImages('images');
  const { client } = project;
  const [first, second] = project.images.filter(({ role }) => role === 'work');
  const alone = await commit(client, first!.id, null);
  await client.annotations.undo();
  const gesture = randomUUID();
  await commit(client, first!.id, gesture);
  await commit(client, second!.id, gesture);
  expect((await client.images.list()).filter(({ role, labelledFraction }) => role === 'work' && labelledFraction > 0)).toHaveLength(2);

  const before = await sequences(client);
  expect(await client.annotations.undo()).toMatchObject({ kind: 'undo', gestureId: gesture, imageId: first!.id });
  expect((await client.images.list()).filter(({ role, labelledFraction }) => role === 'work' && labelledFraction > 0)).toEqual([]);
  expect(await sequences(client)).not.toEqual(before);
  expect(await client.annotations.history({})).toMatchObject({ canUndo: false, canRedo: true });
  expect((await client.annotations.history({})).entries.filter(({ kind, inForce }) => kind === 'annotate' && inForce).map(({ tool }) => tool)).toEqual(['import']);

  await project.close();
  const again = await startTestApp({ dataFolder: join(project.folder, 'data') });
  await again.client.project.open({ folder: project.project.folder });
  expect(await again.client.annotations.redo()).toMatchObject({ kind: 'redo', gestureId: gesture, imageId: second!.id });
  expect((await again.client.images.list()).filter(({ role, labelledFraction }) => role === 'work' && labelledFraction > 0)).toHaveLength(2);
  expect(await again.client.annotations.redo()).toBeNull();
  await again.client.annotations.undo();
  expect(await again.client.annotations.undo()).toBeNull();
  expect((await again.client.annotations.verify()).problems).toEqual([]);
  expect(alone.sequence).toBeGreaterThan(0);
});

test('objects are kept beside classes, served by tile, and go with undo', async () => {
  const { app, client, image } = await projectWithImages('images');
  await commit(client, image.id, null, 'split');
  const { labelSequence } = (await client.images.list()).find(({ id }) => id === image.id)!;
  const at = { column: 0, row: 0 };
  const objects = async () => new Uint32Array((await app.pixels(objectTileUrl(image.id, at, labelSequence)))!.bytes.buffer);
  expect([...(await objects()).subarray(0, 5)]).toEqual([large, large, large, large, 0]);
  const labels = (await app.pixels(labelTileUrl(image.id, at, labelSequence)))!.bytes;
  expect([...labels.subarray(0, 5)]).toEqual([1, 1, 1, 1, 255]);
  expect([...(await app.pixels(objectIndexUrl(image.id, labelSequence)))!.bytes]).toEqual([1]);
  expect([...new Uint16Array((await app.pixels(labelIndexUrl(image.id, labelSequence)))!.bytes.buffer)]).toEqual([256]);

  // Classes stay, objects alone change.
  const renumbered = await client.annotations.commit({ imageId: image.id, tool: 'objects', classIndex: 1, diff: blobOf(), objects: blobOf(0, 2, large, 7), regionId: null });
  expect((await client.annotations.history({ limit: 1 })).entries[0]).toMatchObject({ sequence: renumbered.sequence, tool: 'objects', changedPixels: 2 });
  expect([...(await objects()).subarray(0, 5)]).toEqual([7, 7, large, large, 0]);
  await client.annotations.undo();
  await client.annotations.undo();
  expect((await objects()).every((value) => value === 0)).toBe(true);
  expect([...(await app.pixels(objectIndexUrl(image.id, 0)))!.bytes]).toEqual([0]);
  expect([...new Uint16Array((await app.pixels(labelIndexUrl(image.id, 0)))!.bytes.buffer)]).toEqual([255]);
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('a commit whose objects are not as it expects changes no class either', async () => {
  const { client, image } = await projectWithImages('images');
  const wrong = client.annotations.commit({ imageId: image.id, tool: 'merge', classIndex: 1, diff: blobOf(0, 4, 255, 1), objects: blobOf(0, 4, 9, 8), regionId: null });
  await expect(wrong).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('holds 0, the change expects 9') as string });
  expect((await client.images.list()).find(({ id }) => id === image.id)!.labelledFraction).toBe(0);
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('what no class is, and classes that are retired, are not painted', async () => {
  const { client, image, project } = await projectWithImages('images');
  const paint = (classIndex: number) =>
    client.annotations.commit({ imageId: image.id, tool: 'brush', classIndex, diff: blobOf(0, 4, 255, classIndex), regionId: null });
  await expect(paint(2)).rejects.toMatchObject({ code: 'classOutOfRange' });
  await expect(client.annotations.commit({ imageId: image.id, tool: 'brush', classIndex: 1, diff: blobOf(0, 4, 255, 70_000), regionId: null })).rejects.toMatchObject({ code: 'classOutOfRange' });
  const classes = [...project.classes, { index: 2, name: 'debris', colour: '#0072b2', retired: false }];
  await client.project.update({ classes });
  await paint(2);
  await client.project.update({ classes: classes.map((each) => ({ ...each, retired: each.index === 2 })) });
  await expect(paint(2)).rejects.toMatchObject({ code: 'classOutOfRange', message: expect.stringContaining('retired') as string });
  // What was painted before stays, and can be taken back and put back in its turn.
  expect(await client.annotations.undo()).toMatchObject({ kind: 'undoClasses' });
  expect(await client.annotations.undo()).toMatchObject({ kind: 'undo', classIndex: 2 });
  expect(await client.annotations.redo()).toMatchObject({ kind: 'redo', classIndex: 2 });
  expect(await client.annotations.redo()).toMatchObject({ kind: 'redoClasses' });
});

test('objects are written as 16-bit PNG, as far as their numbers fit', async () => {
  const { client, image, folder } = await projectWithImages('images');
  await client.annotations.commit({ imageId: image.id, tool: 'objects', classIndex: 1, diff: blobOf(), objects: blobOf(0, 4, 0, 40_000), regionId: null });
  const to = join(folder, 'objects');
  expect(await finished(client, () => client.exports.start({ folder: to, content: 'objects' }))).toMatchObject({ state: 'done' });
  const png = decode(await readFile(join(to, 'work-1.png')));
  expect(png).toMatchObject({ depth: 16, channels: 1, width, height });
  expect([...png.data.subarray(0, 5)]).toEqual([40_000, 40_000, 40_000, 40_000, 0]);
  await client.annotations.commit({ imageId: image.id, tool: 'objects', classIndex: 1, diff: blobOf(), objects: blobOf(4, 4, 0, large), regionId: null });
  const failed = await finished(client, () => client.exports.start({ folder: join(folder, 'more'), content: 'objects' }));
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'invalidInput', message: { text: expect.stringContaining('work-1.png') as string } } });
});
