import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Notification } from '../contract/schemas.ts';
import { imageTileUrl, labelTileUrl, objectTileUrl, uploadUrl } from '../contract/pixelUrls.ts';
import { encodeMaskDiff } from '../core/labels/maskDiff.ts';
import { emptyLabelMap } from '../core/labels/labelMap.ts';
import { boxPicture, greyPicture, writePicture } from '../services/testing/imageFiles.ts';
import { classes, sentDiff, startTestApp, withBox } from '../services/testing/testApp.ts';
import type { ContractClient } from './inProcess/inProcessClient.ts';
import { transports } from './testing/transports.ts';
import type { Connection } from './testing/transports.ts';

/** The contract's main round on the real services (the engine alone is a fake), over every way a call can be carried. */
describe.each(transports)('the contract, %s', (_name, connect) => {
  let connection: Connection | undefined;
  afterEach(async () => {
    await connection?.close();
    connection = undefined;
  });

  async function start() {
    const { app, folder } = await startTestApp();
    connection = await connect(app);
    const { client } = connection;
    const images = join(folder, 'images');
    const labels = join(folder, 'labels');
    await mkdir(images);
    await mkdir(labels);
    await client.project.create({ folder: join(folder, 'project'), name: 'Kärnor <b>&amp;', classes });
    return { app, client, folder, images, labels };
  }

  /** Starts a job and gathers what is told until it is over. */
  async function told(client: ContractClient, begin: () => Promise<{ jobId: string }>): Promise<Notification[]> {
    const leave = new AbortController();
    const stream = await client.system.notifications(undefined, { signal: leave.signal });
    const { jobId } = await begin();
    const heard: Notification[] = [];
    for await (const notification of stream) {
      heard.push(notification);
      if (notification.type !== 'job' || notification.job.id !== jobId) continue;
      if (notification.job.state !== 'waiting' && notification.job.state !== 'running') break;
    }
    leave.abort();
    return heard;
  }

  const importOf = (client: ContractClient, images: string, labels: string | null) => () =>
    client.images.import({ imageFolder: images, labelFolder: labels, labelKind: 'classes', role: 'work' });

  test('what the settled regions tell travels, also where there is nothing to tell', async () => {
    const { client } = await start();
    const { modelId, arms } = await client.insights.evidence();
    expect({ modelId, verdict: arms.verdict, speedUp: arms.speedUp }).toEqual({ modelId: null, verdict: 'tooFew', speedUp: { estimate: null, lower: null, upper: null } });
    expect(await client.insights.stopping({ dice: 0.9, alpha: 0.2 })).toBeNull();
  });

  test('imports, corrects, takes back and does again, with every step told', async () => {
    const { app, client, images } = await start();
    expect((await client.project.current())?.name).toBe('Kärnor <b>&amp;');
    await writePicture(images, 'cells.png', greyPicture(1));
    const heard = await told(client, importOf(client, images, null));
    expect(heard.at(-1)).toMatchObject({ type: 'job', job: { kind: 'import', state: 'done', fraction: 1 } });
    const [image] = await client.images.list();
    expect(image).toMatchObject({ name: 'cells.png', width: 32, height: 24, labelledFraction: 0 });

    const stream = await client.system.notifications();
    const before = emptyLabelMap(32, 24);
    const after = withBox(before, { x: 2, y: 3, width: 5, height: 4 }, 1);
    const committed = await client.annotations.commit({
      imageId: image!.id,
      tool: 'brush',
      classIndex: 1,
      diff: sentDiff(before, after),
      regionId: null,
    });
    for await (const notification of stream) {
      if (notification.type !== 'labels') continue;
      expect(notification).toEqual({ type: 'labels', imageId: image!.id, sequence: committed.sequence });
      break;
    }
    const tile = await app.pixels(labelTileUrl(image!.id, { column: 0, row: 0 }, committed.sequence));
    expect(tile?.bytes).toEqual(after.data);

    expect(await client.annotations.undo()).toMatchObject({ kind: 'undo', targetSequence: committed.sequence });
    expect((await client.images.list())[0]?.labelledFraction).toBe(0);
    expect(await client.annotations.redo()).toMatchObject({ kind: 'redo' });
    expect(await client.annotations.redo()).toBeNull();
    expect(await client.annotations.history({})).toMatchObject({ canUndo: true, canRedo: false });
    expect(await client.annotations.verify()).toMatchObject({ problems: [] });
  });

  test('refusals keep their code and name what was wrong', async () => {
    const { client, folder, images, labels } = await start();
    await expect(client.project.open({ folder: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'notFound' });
    await expect(client.training.start({})).rejects.toMatchObject({ code: 'noLabels' });
    await expect(client.predictions.start()).rejects.toMatchObject({ code: 'noModel' });
    await expect(client.project.open({ folder: '' })).rejects.toMatchObject({
      code: 'invalidInput',
      message: expect.stringContaining('folder') as string,
    });

    await writePicture(images, 'good.png', greyPicture(1));
    await writePicture(labels, 'good.png', boxPicture(1, 16, 16));
    const failure = async () => (await told(client, importOf(client, images, labels))).at(-1);
    expect(await failure()).toMatchObject({
      job: { state: 'failed', error: { code: 'sizeMismatch', message: { text: expect.stringContaining('good.png') as string } } },
    });
    await writePicture(labels, 'good.png', boxPicture(7));
    expect(await failure()).toMatchObject({ job: { error: { code: 'classOutOfRange' } } });
    await writePicture(labels, 'good.png', boxPicture(1));
    await writeFile(join(images, 'broken.png'), 'no picture');
    expect(await failure()).toMatchObject({
      job: { error: { code: 'unreadableImage', message: { text: expect.stringContaining('broken.png') as string } } },
    });
    expect(await client.images.list()).toEqual([]);
  });

  test('a change made on other labels is a conflict, and nothing of it stays', async () => {
    const { client, images } = await start();
    await writePicture(images, 'cells.png', greyPicture(1));
    await told(client, importOf(client, images, null));
    const [image] = await client.images.list();
    const wrong = withBox(emptyLabelMap(32, 24), { x: 0, y: 0, width: 4, height: 4 }, 0);
    const after = withBox(wrong, { x: 0, y: 0, width: 4, height: 4 }, 1);
    const commit = client.annotations.commit({
      imageId: image!.id,
      tool: 'brush',
      classIndex: 1,
      diff: sentDiff(wrong, after),
      regionId: null,
    });
    await expect(commit).rejects.toMatchObject({ code: 'conflict', defined: true });
    expect((await client.annotations.history({})).entries).toEqual([]);
  });

  test('objects, gestures, roles, sizes, classes and the table cross whole', async () => {
    const { app, client, images } = await start();
    await writePicture(images, 'a.png', greyPicture(1));
    await writePicture(images, 'b.png', greyPicture(2));
    expect(await client.images.inspect({ folder: images })).toMatchObject({ imageFolder: images, labelFolder: null, imageCount: 2, unreadable: [], files: [{ name: 'a.png', colour: 'grey', slices: 1 }, { name: 'b.png' }] });
    await told(client, importOf(client, images, null));
    const list = await client.images.list();
    expect(list[0]).toMatchObject({ colour: 'grey', channelNames: ['Intensity'], channelRanges: [[0, 255]], pixelSizeUm: null, stack: null });
    const blob = (value: number): Blob => new Blob([encodeMaskDiff({ width: 32, height: 24, runs: Uint32Array.of(0, 3, value > 1 ? 0 : 255, value) })]);
    const gestureId = '6f1c0b0e-7a54-4f65-9f64-0f4f0c4f9a11';
    for (const { id } of list) await client.annotations.commit({ imageId: id, tool: 'interpolate', classIndex: 1, diff: blob(1), objects: blob(4_000_000_000), regionId: null, gestureId });
    const [painted] = await client.images.list();
    const tile = await app.pixels(objectTileUrl(painted!.id, { column: 0, row: 0 }, painted!.labelSequence));
    expect(new Uint32Array(tile!.bytes.buffer)[2]).toBe(4_000_000_000);
    expect(await client.images.table()).toMatchObject([{ state: 'inProgress', who: expect.any(String) as string }, { state: 'inProgress' }]);
    expect(await client.annotations.undo()).toMatchObject({ gestureId });
    expect(await client.images.table()).toMatchObject([{ state: 'new', labelledFraction: 0 }, { state: 'new', labelledFraction: 0 }]);

    const imageIds = list.map(({ id }) => id);
    await client.images.setRoles({ imageIds, role: 'heldBack' });
    await client.images.setPixelSize({ imageIds, pixelSizeUm: { x: 0.25, y: 0.25, z: 1 } });
    expect(await client.images.list()).toMatchObject(imageIds.map(() => ({ role: 'heldBack', pixelSizeUm: { x: 0.25, y: 0.25, z: 1 } })));
    expect(await client.images.reviewImages({ imageIds: [imageIds[0]!], decision: 'flagged' })).toMatchObject({ changedPixels: 0 });
    expect((await client.images.table()).map(({ state }) => state)).toEqual(['flagged', 'new']);
    expect(await client.project.update({ name: 'Renamed' })).toMatchObject({ name: 'Renamed', classes });
    expect(await client.review.queue({ classIndex: 1, reason: 'learnedLoss', states: ['open'] })).toMatchObject({ modelId: null, regions: [] });
    await expect(client.annotations.commit({ imageId: imageIds[0]!, tool: 'brush', classIndex: 1, diff: blob(1), regionId: null, gestureId: 'no uuid' })).rejects.toMatchObject({ code: 'invalidInput' });
    expect(await client.annotations.verify()).toMatchObject({ problems: [] });
  });

  test('files sent by upload are inspected and imported', async () => {
    const { app, client, images } = await start();
    const uploadId = '70f1c0b0-7a54-4f65-9f64-0f4f0c4f9a11';
    const path = await writePicture(images, 'sent.png', greyPicture(5));
    await app.upload(uploadUrl(uploadId, 'sent.png'), createReadStream(path));
    const { imageFolder } = await client.images.inspect({ uploadId });
    const heard = await told(client, () => client.images.import({ imageFolder, labelFolder: null, labelKind: 'classes', role: 'work', uploadId }));
    expect(heard.at(-1)).toMatchObject({ job: { state: 'done' } });
    const [image] = await client.images.list();
    expect((await app.pixels(imageTileUrl(image!.id, { level: 0, column: 0, row: 0 }, image!.contentHash)))?.bytes).toHaveLength(32 * 24);
    await expect(client.images.inspect({ uploadId })).rejects.toMatchObject({ code: 'notFound' });
  });
});
