import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { labelTileUrl } from '../../contract/pixelUrls.ts';
import type { PixelBox } from '../../core/geometry.ts';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { pictureSize, projectWithImages } from '../testing/projectWithImages.ts';
import { finished, sentDiff, startTestApp, withBox } from '../testing/testApp.ts';
import type { TestClient } from '../testing/testApp.ts';

const { width, height } = pictureSize;
/** In the half that the fake engine predicts as background, clear of the disc it doubts. */
const box: PixelBox = { x: 48, y: 10, width: 10, height: 8 };

type Test = Pick<Awaited<ReturnType<typeof startTestApp>>, 'app' | 'client'>;

async function labelsOf({ app, client }: Test, imageId: string): Promise<Uint8Array> {
  const image = (await client.images.list()).find(({ id }) => id === imageId)!;
  return (await app.pixels(labelTileUrl(imageId, { column: 0, row: 0 }, image.labelSequence)))!.bytes;
}

/** Paints a box over what is labelled, as somebody's brush would. */
async function paint(test: Test, imageId: string, over: PixelBox, classIndex: number): Promise<void> {
  const before = { width, height, data: Uint8Array.from(await labelsOf(test, imageId)) };
  const diff = sentDiff(before, withBox(before, over, classIndex));
  await test.client.annotations.commit({ imageId, tool: 'brush', classIndex, diff, regionId: null });
}

/** Trains a model on what is labelled, takes it into use and waits for its maps. */
async function renew(client: TestClient): Promise<void> {
  await finished(client, () => client.training.start({}));
  await client.models.promote({ modelId: (await client.models.list())[0]!.id });
  await finished(client, () => client.predictions.start());
}

const disputesOf = async (client: TestClient, arm: 'disagreement' | 'contradiction') => (await client.review.queue({ arm })).regions;

async function disagreement() {
  const project = await projectWithImages('model');
  project.engine.certainty = 250;
  await project.client.annotations.commit({ imageId: project.image.id, tool: 'brush', classIndex: 1, diff: sentDiff(emptyLabelMap(width, height), withBox(emptyLabelMap(width, height), box, 1)), regionId: null });
  await renew(project.client);
  return project;
}

test('a newer model that disagrees strongly with an expert asks again, and says so', async () => {
  const { client, image } = await disagreement();
  const [region, ...others] = await disputesOf(client, 'disagreement');
  expect(others).toEqual([]);
  expect(region).toMatchObject({ imageId: image.id, box, pixelCount: 80, proposedClass: 0, state: 'open', strategy: null });
  // 80 pixels, each right with a probability of 5 in 255.
  expect(region!.score).toBeCloseTo(80 * (250 / 255), 3);
  const { said, model, expectedSeconds } = await client.review.describe({ regionId: region!.id });
  expect(said).toMatchObject([{ who: 'tester', isUser: true, classIndex: 1 }]);
  expect(model).toMatchObject({ classIndex: 0 });
  expect(model!.probability).toBeCloseTo(250 / 255, 6);
  expect(expectedSeconds).toBeGreaterThan(0);
});

test('the expert\'s word is kept, and the same disagreement never returns', async () => {
  const project = await disagreement();
  const { client, image } = project;
  const [region] = await disputesOf(client, 'disagreement');
  const before = await labelsOf(project, image.id);
  await client.review.settle({ regionId: region!.id, decision: 'accepted' });
  expect([...(await labelsOf(project, image.id))]).toEqual([...before]);
  await renew(client);
  expect(await disputesOf(client, 'disagreement')).toEqual([]);
  // Said anew after that, it may be asked about anew.
  await paint(project, image.id, box, 0);
  await paint(project, image.id, box, 1);
  await renew(client);
  expect(await disputesOf(client, 'disagreement')).toHaveLength(1);
});

test('the model\'s word may be taken instead, in one step that can be taken back', async () => {
  const project = await disagreement();
  const { client, image } = project;
  const [region] = await disputesOf(client, 'disagreement');
  const before = await labelsOf(project, image.id);
  await client.review.settle({ regionId: region!.id, decision: 'corrected', relabel: 'asPredicted' });
  expect((await labelsOf(project, image.id))[box.y * width + box.x]).toBe(0);
  await client.annotations.undo();
  expect([...(await labelsOf(project, image.id))]).toEqual([...before]);
  expect(await disputesOf(client, 'disagreement')).toMatchObject([{ id: region!.id, state: 'open' }]);
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('what is taken back is in dispute no more, and a model is not held against what was said after it was made', async () => {
  const project = await disagreement();
  const { client, image } = project;
  const told = await client.system.notifications();
  await paint(project, image.id, box, 0);
  for await (const event of told) if (event.type === 'queue' && (await disputesOf(client, 'disagreement')).length === 0) break;
  const toldAgain = await client.system.notifications();
  // Said after the model was made, of pixels that the model holds for something else.
  await paint(project, image.id, { ...box, y: 30 }, 1);
  await client.review.changeSettings({ change: { strategy: 'entropy' } });
  for await (const event of toldAgain) if (event.type === 'queue' && (await client.review.queue({})).remaking === 0) break;
  expect(await disputesOf(client, 'disagreement')).toEqual([]);
});

/** Anna's class 1 over the box, and over its left half Ben's class 0. */
async function contradiction(with_: 'images' | 'model' = 'model') {
  const first = await projectWithImages(with_, { user: 'anna' });
  await paint(first, first.image.id, box, 1);
  await first.close();
  const ben = await startTestApp({ dataFolder: join(first.folder, 'data'), user: 'ben' });
  await ben.client.project.open({ folder: first.project.folder });
  const queueTold = await ben.client.system.notifications();
  await paint(ben, first.image.id, { ...box, width: 5 }, 0);
  // The brush's own event tells of labels; the queue is told of when the dispute is found.
  for await (const event of queueTold) if (event.type === 'queue') break;
  return { ...ben, folder: first.folder, project: first.project, image: first.image };
}

test('what two people label differently comes first, with who said what', async () => {
  const { client, image } = await contradiction();
  const [region, ...others] = (await client.review.queue({})).regions;
  expect(region).toMatchObject({ arm: 'contradiction', imageId: image.id, box: { ...box, width: 5 }, pixelCount: 40 });
  expect(others.every(({ arm }) => arm !== 'contradiction')).toBe(true);
  const { said, model } = await client.review.describe({ regionId: region!.id });
  expect(said).toMatchObject([{ who: 'ben', isUser: true, classIndex: 0 }, { who: 'anna', isUser: false, classIndex: 1 }]);
  expect(model).toBeNull();
});

test('contradicted pixels do not train until somebody has settled them', async () => {
  const test = await contradiction();
  const { client, engine, image } = test;
  const trained = async (): Promise<(number | undefined)[]> => {
    await finished(client, () => client.training.start({}));
    const { labels } = engine.trained.at(-1)!.images.find(({ imageId }) => imageId === image.id)!;
    return [labels[box.y * width + box.x], labels[box.y * width + box.x + 5]];
  };
  expect(await trained()).toEqual([255, 1]);
  const [region] = await disputesOf(client, 'contradiction');
  await client.review.settle({ regionId: region!.id, decision: 'corrected', relabel: 'asBefore' });
  expect((await labelsOf(test, image.id))[box.y * width + box.x]).toBe(1);
  expect(await trained()).toEqual([1, 1]);
  expect(await disputesOf(client, 'contradiction')).toEqual([]);
});

describe('without a model', () => {
  test('what two people label differently is asked as well', async () => {
    const { client, image } = await contradiction('images');
    const queue = await client.review.queue({});
    expect(queue).toMatchObject({ modelId: null, openCount: 1, settledCount: 0, whyEmpty: null });
    expect(queue.regions).toMatchObject([{ arm: 'contradiction', modelId: null, imageId: image.id, box: { ...box, width: 5 }, pixelCount: 40, proposedClass: 0, state: 'open' }]);
    const { said, model } = await client.review.describe({ regionId: queue.regions[0]!.id });
    expect(said).toMatchObject([{ who: 'ben', classIndex: 0 }, { who: 'anna', classIndex: 1 }]);
    expect(model).toBeNull();
  });

  test('its pixels do not train until it is settled, and settling can be taken back', async () => {
    const test = await contradiction('images');
    const { client, engine, image } = test;
    const trained = async (): Promise<(number | undefined)[]> => {
      await finished(client, () => client.training.start({ from: 'scratch' }));
      const { labels } = engine.trained.at(-1)!.images.find(({ imageId }) => imageId === image.id)!;
      return [labels[box.y * width + box.x], labels[box.y * width + box.x + 5]];
    };
    const [region] = (await client.review.queue({})).regions;
    await client.review.settle({ regionId: region!.id, decision: 'corrected', relabel: 'asBefore' });
    expect((await labelsOf(test, image.id))[box.y * width + box.x]).toBe(1);
    expect(await client.review.queue({ includeSettled: true })).toMatchObject({ openCount: 0, settledCount: 1, whyEmpty: 'noModel', regions: [{ id: region!.id, state: 'corrected' }] });
    await client.annotations.undo();
    expect((await client.review.queue({})).regions).toMatchObject([{ id: region!.id, state: 'open' }]);
    expect(await trained()).toEqual([255, 1]);
    await client.review.settle({ regionId: region!.id, decision: 'accepted' });
    expect((await labelsOf(test, image.id))[box.y * width + box.x]).toBe(0);
    expect(await trained()).toEqual([0, 1]);
    expect((await client.annotations.verify()).problems).toEqual([]);
  });

  test('it is put off, and found again in a project that was closed before it was', async () => {
    const { client, close, folder, project, image } = await contradiction('images');
    const [region] = (await client.review.queue({})).regions;
    await client.review.settle({ regionId: region!.id, decision: 'deferred' });
    expect(await client.review.queue({ includeSettled: true })).toMatchObject({ openCount: 0, regions: [{ id: region!.id, state: 'deferred' }] });
    await client.review.settle({ regionId: region!.id, decision: 'reopened' });
    await close();
    const database = new DatabaseSync(join(project.folder, 'project.sqlite'));
    database.exec('DELETE FROM regions');
    database.close();
    const carla = await startTestApp({ dataFolder: join(folder, 'data'), user: 'carla', host: 'web' });
    const told = await carla.client.system.notifications();
    await carla.client.project.open({ folder: project.folder });
    if ((await carla.client.review.queue({})).openCount === 0) for await (const event of told) if (event.type === 'queue') break;
    expect((await carla.client.review.queue({})).regions).toMatchObject([{ arm: 'contradiction', imageId: image.id, box: { ...box, width: 5 } }]);
  });
});
