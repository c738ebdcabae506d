import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labelTileUrl, planeTileUrl, regionMaskUrl } from '../../contract/pixelUrls.ts';
import { squareSide } from '../../core/review/squareAround.ts';
import { projectWithImages, pictureSize } from '../testing/projectWithImages.ts';
import { finished, startTestApp } from '../testing/testApp.ts';

const { width, height } = pictureSize;

async function queueOf(project: Awaited<ReturnType<typeof projectWithImages>>) {
  return project.client.review.queue({});
}

test('predicting fills the queue with regions of the work images, worst first', async () => {
  const project = await projectWithImages('model');
  const { modelId, regions, openCount, settledCount } = await queueOf(project);
  expect(modelId).toBe((await project.client.models.list())[0]!.id);
  expect([openCount, settledCount]).toEqual([2, 0]);
  const heldBack = project.images.filter(({ role }) => role === 'heldBack').map(({ id }) => id);
  expect(regions.every(({ imageId }) => !heldBack.includes(imageId))).toBe(true);
  const [region] = regions;
  // The square around the disc in the middle.
  expect(region!.box).toEqual({ x: (width - squareSide) / 2, y: (height - squareSide) / 2, width: squareSide, height: squareSide });
  const mask = await project.app.pixels(regionMaskUrl(region!.id));
  expect(mask!.bytes.reduce((sum, value) => sum + value, 0)).toBe(region!.pixelCount);
  expect(await project.client.predictions.list({})).toHaveLength(3);
});

test('maps are served by tile, each plane its own', async () => {
  const { app, client, image } = await projectWithImages('model');
  const modelId = (await client.models.list())[0]!.id;
  const predicted = await app.pixels(planeTileUrl(image.id, 'prediction', { level: 0, column: 0, row: 0 }, modelId));
  expect(predicted!.bytes).toHaveLength(width * height);
  expect([predicted!.bytes[0], predicted!.bytes[width - 1]]).toEqual([1, 0]);
  const map = await app.pixels(planeTileUrl(image.id, 'map-learnedLoss', { level: 0, column: 0, row: 0 }, modelId));
  expect(map!.bytes[(height / 2) * width + width / 2]).toBe(250);
  expect(await app.pixels(planeTileUrl(image.id, 'prediction', { level: 0, column: 0, row: 0 }, image.id))).toBeNull();
  expect(await app.pixels(planeTileUrl(image.id, 'prediction', { level: 0, column: 1, row: 0 }, modelId))).toBeNull();
});

test('accepting labels the region as predicted; undo takes that back and opens it again', async () => {
  const project = await projectWithImages('model');
  const { client, app } = project;
  const region = (await queueOf(project)).regions[0]!;
  const settled = await client.review.settle({ regionId: region.id, decision: 'accepted' });
  expect(settled.region.state).toBe('accepted');
  const image = (await client.images.list()).find(({ id }) => id === region.imageId)!;
  expect(image.labelledFraction).toBeCloseTo(region.pixelCount / (width * height), 9);
  const labels = (await app.pixels(labelTileUrl(image.id, { column: 0, row: 0 }, image.labelSequence)))!.bytes;
  expect(labels[(height / 2) * width + width / 2 - 3]).toBe(1);
  expect(labels[(height / 2) * width + width / 2 + 3]).toBe(0);
  expect((await queueOf(project)).settledCount).toBe(1);

  expect(await client.annotations.undo()).toMatchObject({ kind: 'undo', targetSequence: settled.sequence, regionId: region.id });
  expect((await client.images.list()).find(({ id }) => id === image.id)!.labelledFraction).toBe(0);
  expect((await client.review.queue({ includeSettled: true })).regions.find(({ id }) => id === region.id)!.state).toBe('open');

  await client.annotations.redo();
  expect((await client.review.queue({ includeSettled: true })).regions.find(({ id }) => id === region.id)!.state).toBe('accepted');
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('deferring labels nothing and can be taken back', async () => {
  const project = await projectWithImages('model');
  const region = (await queueOf(project)).regions[0]!;
  const { region: deferred } = await project.client.review.settle({ regionId: region.id, decision: 'deferred' });
  expect(deferred.state).toBe('deferred');
  expect((await project.client.images.list()).find(({ id }) => id === region.imageId)!.labelledFraction).toBe(0);
  await project.client.annotations.undo();
  expect((await queueOf(project)).openCount).toBe(2);
});

test('the queue is narrowed by class, reason, image and state; the counts stay those of the whole', async () => {
  const project = await projectWithImages('model');
  const { client } = project;
  const [first, second] = (await queueOf(project)).regions;
  const ids = async (filter: Parameters<typeof client.review.queue>[0]) => (await client.review.queue(filter)).regions.map(({ id }) => id);
  expect(await ids({ classIndex: first!.proposedClass, reason: first!.reason })).toContain(first!.id);
  expect(await ids({ classIndex: 1 - first!.proposedClass })).toEqual([]);
  expect(await ids({ imageId: second!.imageId })).toEqual([second!.id]);
  await client.review.settle({ regionId: first!.id, decision: 'flagged' });
  expect(await ids({ states: ['flagged'] })).toEqual([first!.id]);
  expect(await ids({ states: ['open', 'flagged'] })).toEqual([second!.id, first!.id]);
  expect(await client.review.queue({ states: ['accepted'] })).toMatchObject({ regions: [], openCount: 1, settledCount: 1 });
});

test('a region put off or flagged is taken up again: settled anew, or reopened', async () => {
  const project = await projectWithImages('model');
  const { client } = project;
  const [first] = (await queueOf(project)).regions;
  const settle = async (decision: 'deferred' | 'flagged' | 'reopened' | 'accepted') => (await client.review.settle({ regionId: first!.id, decision })).region.state;
  expect(await settle('deferred')).toBe('deferred');
  expect(await settle('reopened')).toBe('open');
  await expect(settle('reopened')).rejects.toMatchObject({ code: 'conflict' });
  expect(await settle('flagged')).toBe('flagged');
  expect(await settle('accepted')).toBe('accepted');
  const stateNow = async () => (await client.review.queue({ includeSettled: true })).regions.find(({ id }) => id === first!.id)!.state;
  await client.annotations.undo();
  expect(await stateNow()).toBe('flagged');
  await client.annotations.undo();
  expect(await stateNow()).toBe('open');
  await client.annotations.undo();
  expect(await stateNow()).toBe('deferred');
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('training is measured against its parent, offered, and refreshes maps and queue when taken into use', async () => {
  const project = await projectWithImages('model');
  const { client, engine } = project;
  const parent = (await client.models.list())[0]!;
  for (const { id } of (await queueOf(project)).regions) await client.review.settle({ regionId: id, decision: 'accepted' });
  const job = await finished(client, () => client.training.start({ memberCount: 2 }));
  expect(job).toMatchObject({ state: 'done', loss: 0.4, dice: 0.8 });
  const [request] = engine.trained;
  expect(request).toMatchObject({ memberCount: 2, seed: 1, classNames: ['background', 'nucleus'], parentFolder: join(project.project.folder, 'models', parent.id) });
  expect(request!.images).toHaveLength(2);
  expect(request!.images[0]!.labels.filter((value) => value !== 255).length).toBeGreaterThan(0);

  const candidate = (await client.models.list())[0]!;
  expect(candidate).toMatchObject({ state: 'candidate', parentId: parent.id, memberCount: 2 });
  expect(candidate.figures!.dice).toBeGreaterThan(candidate.parentFigures!.dice);
  expect(candidate.figures!.imageCount).toBe(1);

  await client.models.promote({ modelId: candidate.id });
  expect((await client.models.list()).map(({ state }) => state)).toEqual(['inUse', 'retired']);
  await finished(client, () => client.predictions.start());
  const queue = await queueOf(project);
  expect(queue.modelId).toBe(candidate.id);
  // What was settled is labelled, so it is not asked again.
  expect(queue.openCount).toBe(0);
  expect(await client.predictions.list({})).toHaveLength(3);
});

test('going back to an older model asks only what is not labelled by now', async () => {
  const project = await projectWithImages('model');
  const { client, engine } = project;
  const old = (await client.models.list())[0]!;
  const [first, second] = (await queueOf(project)).regions;
  await client.review.settle({ regionId: first!.id, decision: 'accepted' });
  await finished(client, () => client.training.start({}));
  const candidate = (await client.models.list())[0]!;
  await client.models.promote({ modelId: candidate.id });
  await finished(client, () => client.predictions.start());
  const again = (await queueOf(project)).regions;
  expect(again.map(({ imageId }) => imageId)).toEqual([second!.imageId]);
  await client.review.settle({ regionId: again[0]!.id, decision: 'accepted' });

  const calls = engine.predicted.length;
  await client.models.promote({ modelId: old.id });
  await finished(client, () => client.predictions.start());
  expect(engine.predicted.length).toBe(calls + 1);
  expect(await queueOf(project)).toMatchObject({ modelId: old.id, openCount: 0, settledCount: 1 });
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('training without labels, and measuring without held-back labels, are refused in words', async () => {
  const project = await projectWithImages('images');
  const { client } = project;
  await expect(client.training.start({ from: 'scratch' })).rejects.toMatchObject({ code: 'noLabels' });
  await expect(client.predictions.start()).rejects.toMatchObject({ code: 'noModel' });
});

test('a training cut off by the end of the program goes on at the next opening with the same request', async () => {
  const project = await projectWithImages('model');
  const { client, engine } = project;
  const [first, second] = (await queueOf(project)).regions;
  await client.review.settle({ regionId: first!.id, decision: 'accepted' });
  engine.trainingGate = new Promise(() => undefined);
  const { jobId } = await client.training.start({});
  while (engine.trained.length === 0) await new Promise((resolve) => setImmediate(resolve));
  // Made after the start: belongs to the next run.
  await client.review.settle({ regionId: second!.id, decision: 'accepted' });
  await project.close();

  const again = await startTestApp({ host: 'web', dataFolder: join(project.folder, 'data') });
  const events = await again.client.system.notifications();
  await again.client.project.open({ folder: project.project.folder });
  for await (const event of events) if (event.type === 'job' && event.job.id === jobId && event.job.state === 'done') break;
  const { images, ...settings } = engine.trained[0]!;
  const { images: imagesAgain, ...settingsAgain } = again.engine.trained[0]!;
  expect(settingsAgain).toEqual(settings);
  expect(imagesAgain).toEqual(images);
  expect((await again.client.models.list())[0]!.state).toBe('candidate');
});

test('a cancelled training leaves no model', async () => {
  const { client, engine } = await projectWithImages('model').then(async (project) => {
    await project.client.review.settle({ regionId: (await queueOf(project)).regions[0]!.id, decision: 'accepted' });
    return project;
  });
  engine.trainingGate = new Promise(() => undefined);
  const { jobId } = await client.training.start({});
  while (engine.trained.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const events = await client.system.notifications();
  await client.jobs.cancel({ jobId });
  for await (const event of events) if (event.type === 'job' && event.job.id === jobId && event.job.state === 'cancelled') break;
  expect(await client.models.list()).toHaveLength(1);
});
