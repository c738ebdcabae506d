import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labelTileUrl } from '../../contract/pixelUrls.ts';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { projectWithImages, pictureSize } from '../testing/projectWithImages.ts';
import { clientOf, inlineImages, sentDiff, startTestApp, withBox } from '../testing/testApp.ts';

const empty = emptyLabelMap(pictureSize.width, pictureSize.height);
const box = { x: 10, y: 5, width: 8, height: 4 };
const painted = withBox(empty, box, 1);

async function setUp(model: 'images' | 'model' = 'images') {
  const project = await projectWithImages(model);
  const { client, app, image } = project;
  const commit = (before = empty, after = painted, imageId = image.id) =>
    client.annotations.commit({ imageId, tool: 'brush', classIndex: 1, diff: sentDiff(before, after), regionId: null });
  const labels = async (): Promise<Uint8Array> => {
    const { labelSequence } = (await client.images.list()).find(({ id }) => id === image.id)!;
    return (await app.pixels(labelTileUrl(image.id, { column: 0, row: 0 }, labelSequence)))!.bytes;
  };
  return { ...project, commit, labels };
}

test('a stroke is in the journal, in the labels and in the notifications', async () => {
  const { client, commit, labels, image } = await setUp();
  const events = await client.system.notifications();
  const { sequence } = await commit();
  expect(await labels()).toEqual(painted.data);
  const { entries, canUndo, canRedo } = await client.annotations.history({ limit: 1 });
  expect(entries).toMatchObject([{ sequence, kind: 'annotate', tool: 'brush', classIndex: 1, changedPixels: 32, imageId: image.id, inForce: true, modelId: null }]);
  expect([canUndo, canRedo]).toEqual([true, false]);
  for await (const event of events) {
    if (event.type !== 'labels') continue;
    expect(event).toEqual({ type: 'labels', imageId: image.id, sequence });
    break;
  }
});

test('the doubt of the model on screen is kept with a stroke', async () => {
  const { client, commit } = await setUp('model');
  const { width, height } = pictureSize;
  // All of it lies in the fake engine's disc: 250 of 255 over 0 … 0.6 nats.
  await commit(empty, withBox(empty, { x: width / 2 - 2, y: height / 2 - 2, width: 4, height: 4 }, 1));
  const [entry] = (await client.annotations.history({ limit: 1 })).entries;
  expect(entry!.meanUncertainty).toBeCloseTo((250 / 255) * 0.6, 6);
  expect(entry!.modelId).toBe((await client.models.list())[0]!.id);
});

test('a stroke made on other labels is refused and changes nothing', async () => {
  const { client, commit, labels } = await setUp();
  await commit();
  await expect(commit()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('pixel (10, 5) holds 1') as string });
  await expect(commit(emptyLabelMap(9, 9), withBox(emptyLabelMap(9, 9), { x: 0, y: 0, width: 1, height: 1 }, 1))).rejects.toMatchObject({ code: 'conflict' });
  expect(await labels()).toEqual(painted.data);
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('classes the project does not have, unknown images and odd bytes are refused', async () => {
  const { client, commit, image } = await setUp();
  await expect(commit(empty, withBox(empty, box, 2))).rejects.toMatchObject({ code: 'classOutOfRange' });
  await expect(commit(empty, painted, 'nobody')).rejects.toMatchObject({ code: 'notFound' });
  const odd = { imageId: image.id, tool: 'brush', classIndex: 1, diff: new Blob(['odd']), regionId: null } as const;
  await expect(client.annotations.commit(odd)).rejects.toMatchObject({ code: 'invalidInput' });
  const { entries } = await client.annotations.history({});
  expect(entries.map(({ tool }) => tool)).toEqual(['import']);
});

test('undo and redo go across images, and across a restart', async () => {
  const { client, commit, labels, images, close, folder, project } = await setUp();
  const other = images.find(({ name }) => name === 'work-2.png')!;
  const first = await commit();
  const second = await commit(empty, painted, other.id);
  expect(await client.annotations.undo()).toMatchObject({ kind: 'undo', targetSequence: second.sequence, imageId: other.id });
  expect(await client.annotations.undo()).toMatchObject({ kind: 'undo', targetSequence: first.sequence });
  expect(await client.annotations.undo()).toBeNull();
  expect(await labels()).toEqual(empty.data);
  await close();

  const again = await startTestApp({ dataFolder: join(folder, 'data'), images: inlineImages() });
  await again.client.project.open({ folder: project.folder });
  expect(await again.client.annotations.redo()).toMatchObject({ kind: 'redo', targetSequence: first.sequence });
  const { entries, canRedo } = await again.client.annotations.history({});
  expect(canRedo).toBe(true);
  expect(entries.find(({ sequence }) => sequence === first.sequence)!.inForce).toBe(true);
  expect(entries.find(({ sequence }) => sequence === second.sequence)!.inForce).toBe(false);
  expect(await again.client.annotations.verify()).toEqual({ events: 6, problems: [] });
});

test('strokes sent without waiting for each other are kept in their order', async () => {
  const { client, commit, labels } = await setUp('model');
  const strokes = [empty];
  for (let column = 0; column < 12; column++) strokes.push(withBox(strokes.at(-1)!, { x: column * 3, y: 0, width: 9, height: 20 }, column % 2));
  await Promise.all(strokes.slice(1).map((after, at) => commit(strokes[at], after)));
  expect(await labels()).toEqual(strokes.at(-1)!.data);
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('verify finds a label that the journal does not know of, and a row changed behind its back', async () => {
  const { commit, close, folder, project } = await setUp();
  await commit();
  await close();
  const database = new DatabaseSync(join(project.folder, 'project.sqlite'));
  database.exec("DROP TRIGGER journal_keeps_words; UPDATE journal SET who = 'another' WHERE kind = 'annotate' AND tool = 'brush'");
  database.exec('DELETE FROM label_tiles');
  database.close();
  const again = await startTestApp({ dataFolder: join(folder, 'data') });
  await again.client.project.open({ folder: project.folder });
  const { problems } = await again.client.annotations.verify();
  expect(problems).toContainEqual('journal: event 2 is not what was written');
  expect(problems).toContainEqual(expect.stringMatching(/^labels of work-1\.png: pixel \(10, 5\) is stored as 255, the journal says 1$/));
});

test('without a project every call says so', async () => {
  const { app } = await startTestApp();
  await expect(clientOf(app).annotations.undo()).rejects.toMatchObject({ code: 'noProject' });
  expect(await clientOf(app).project.current()).toBeNull();
});
