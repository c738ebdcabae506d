import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ProjectStore } from '../../store/ProjectStore.ts';
import { greyPicture, writePicture } from '../testing/imageFiles.ts';
import { pictureSize, projectWithImages } from '../testing/projectWithImages.ts';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { finished, sentDiff, startTestApp, withBox } from '../testing/testApp.ts';
import type { TestClient } from '../testing/testApp.ts';

const { width, height } = pictureSize;

const remade = (client: TestClient) => client.review.remade();

test('a project begins with the usual settings; a change keeps what it does not name', async () => {
  const { client } = await projectWithImages('images');
  expect(await client.review.settings()).toEqual({ strategy: 'standard', randomShare: 0.1, auditShare: 0.05, learnedLossLimit: 0.3 });
  expect(await client.review.changeSettings({ change: { randomShare: 0.2 } })).toMatchObject({ strategy: 'standard', randomShare: 0.2, auditShare: 0.05 });
  await expect(client.review.changeSettings({ change: { auditShare: 0.6 } })).rejects.toMatchObject({ code: 'invalidInput' });
});

test('another strategy makes the regions anew, but for those that are looked at', async () => {
  const { client } = await projectWithImages('model');
  const [first, second] = (await client.review.queue({})).regions;
  expect(first).toMatchObject({ arm: 'chosen', strategy: 'standard' });
  await client.review.changeSettings({ change: { strategy: 'coreSet', randomShare: 0, auditShare: 0 }, kept: [first!.id] });
  await remade(client);
  const { regions, strategy } = await client.review.queue({});
  expect(strategy).toBe('coreSet');
  expect(regions.find(({ id }) => id === first!.id)).toMatchObject({ strategy: 'standard', state: 'open' });
  expect(regions.some(({ id }) => id === second!.id)).toBe(false);
  expect(regions.find(({ imageId }) => imageId === second!.imageId)).toMatchObject({ strategy: 'coreSet', arm: 'chosen' });
  // Nothing is found where the kept one lies.
  expect(regions.filter(({ imageId }) => imageId === first!.imageId)).toHaveLength(1);
  expect((await client.review.settle({ regionId: first!.id, decision: 'accepted' })).region.state).toBe('accepted');
});

test('regions that the end of the program left unmade are made at the next opening, but for the first of the queue', async () => {
  const { client, project, folder, close } = await projectWithImages('model');
  for (let seed = 3; seed < 9; seed++) await writePicture(join(folder, 'images'), `more-${seed}.png`, greyPicture(seed, width, height));
  await finished(client, () => client.images.import({ imageFolder: join(folder, 'images'), labelFolder: null, labelKind: 'classes', role: 'work', namePrefix: 'more' }));
  await finished(client, () => client.predictions.start());
  expect((await client.review.queue({})).openCount).toBeGreaterThan(4);
  await close();
  const store = await ProjectStore.open(project.folder);
  store.setReviewSettings({ ...store.reviewSettings(), strategy: 'coreSet' });
  store.close();
  const again = await startTestApp({ host: 'web', dataFolder: join(folder, 'data') });
  await again.client.project.open({ folder: project.folder });
  await again.client.review.remade();
  const strategies = (await again.client.review.queue({})).regions.filter(({ arm }) => arm === 'chosen').map(({ strategy }) => strategy);
  expect(strategies.filter((name) => name === 'coreSet').length).toBeGreaterThan(0);
  expect(strategies.filter((name) => name === 'standard').length).toBeLessThanOrEqual(4);
});

test('the random and the audit arm come in by their shares, beside the strategy\'s', async () => {
  const { client } = await projectWithImages('model');
  await expect(client.review.changeSettings({ change: { randomShare: 0.3, auditShare: 0.3 } })).rejects.toMatchObject({ code: 'invalidInput' });
  // Squares would leave no confident place in images as small as these.
  await client.review.changeSettings({ change: { strategy: 'entropy' } });
  const orders: string[] = [];
  for (const change of [{ randomShare: 0.5, auditShare: 0 }, { randomShare: 0, auditShare: 0.5 }]) {
    await client.review.changeSettings({ change });
    await remade(client);
    orders.push((await client.review.queue({})).regions.map(({ arm }) => arm).join());
  }
  expect(orders).toEqual(['chosen,chosen,random', 'chosen,chosen,audit']);
  const { regions } = await client.review.queue({});
  expect(regions.at(-1)).toMatchObject({ strategy: null, state: 'open' });
  // The model is sure there: far less than one wrong pixel is expected.
  expect(regions.at(-1)!.score).toBeLessThan(0.02 * regions.at(-1)!.pixelCount);
  // Once the first is settled the others come as foretold.
  await client.review.settle({ regionId: regions[0]!.id, decision: 'accepted' });
  expect((await client.review.queue({})).regions.map(({ id }) => id)).toEqual(regions.slice(1).map(({ id }) => id));
});

test('a strategy whose map was not made leaves its place to the usual one, and says so', async () => {
  const { client } = await projectWithImages('model');
  await client.review.changeSettings({ change: { strategy: 'margin' } });
  await remade(client);
  const { strategy, notices, regions } = await client.review.queue({});
  expect(strategy).toBe('standard');
  expect(notices).toEqual([{ kind: 'mapMissing', strategy: 'margin' }]);
  expect(regions.length).toBeGreaterThan(0);
});

test('what another strategy would ask can be seen without choosing it', async () => {
  const { client } = await projectWithImages('model');
  const before = await client.review.queue({});
  const preview = await client.review.preview({ strategy: 'coreSet' });
  expect(preview.strategy).toBe('coreSet');
  // What is doubtful itself, in the same images, in place of the squares around it.
  expect(preview.regions.map(({ imageId }) => imageId).toSorted()).toEqual(before.regions.map(({ imageId }) => imageId).toSorted());
  for (const { box } of preview.regions) expect(box).toMatchObject({ width: 15, height: 15 });
  expect((await client.review.preview({ strategy: 'variance', limit: 1 })).regions).toMatchObject([{ strategy: 'standard' }]);
  expect(await client.review.queue({})).toEqual(before);
});

test('a comment stays with its region and its event', async () => {
  const { client } = await projectWithImages('model');
  const [region] = (await client.review.queue({})).regions;
  const { sequence } = await client.review.settle({ regionId: region!.id, decision: 'flagged', comment: ' Two nuclei or one? ' });
  expect((await client.review.describe({ regionId: region!.id })).comments).toMatchObject([{ who: 'tester', text: 'Two nuclei or one?' }]);
  expect((await client.annotations.history({})).entries.find((entry) => entry.sequence === sequence)).toMatchObject({ decision: 'flagged', comment: 'Two nuclei or one?' });
  await expect(client.review.settle({ regionId: region!.id, decision: 'flagged', comment: '  ' })).rejects.toMatchObject({ code: 'invalidInput' });
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('a whole image is fine: all of it is labelled as predicted, its regions settled, in one step', async () => {
  const { client, image } = await projectWithImages('model');
  await client.images.reviewImages({ imageIds: [image.id], decision: 'accepted' });
  expect((await client.images.list()).find(({ id }) => id === image.id)!.labelledFraction).toBe(1);
  expect((await client.review.queue({ imageId: image.id })).openCount).toBe(0);
  await client.annotations.undo();
  expect((await client.images.list()).find(({ id }) => id === image.id)!.labelledFraction).toBe(0);
  expect((await client.review.queue({ imageId: image.id })).openCount).toBe(1);
});

test('labels of one class alone are told of', async () => {
  const { client, image } = await projectWithImages('model');
  expect((await client.review.queue({})).notices).toEqual([]);
  const before = emptyLabelMap(width, height);
  const commit = (classIndex: number, x: number, from = before) =>
    client.annotations.commit({ imageId: image.id, tool: 'brush', classIndex, diff: sentDiff(from, withBox(from, { x, y: 0, width: 4, height: 4 }, classIndex)), regionId: null });
  await commit(1, 0);
  expect((await client.review.queue({})).notices).toEqual([{ kind: 'oneClass', classIndex: 1 }]);
  await commit(0, 8, withBox(before, { x: 0, y: 0, width: 4, height: 4 }, 1));
  expect((await client.review.queue({})).notices).toEqual([]);
});

test('without a model the images to begin with are as unlike as can be; labelled ones are done with', async () => {
  const { client, images } = await projectWithImages('images');
  const work = images.filter(({ role }) => role === 'work').map(({ id }) => id);
  const { imageIds } = await client.review.startWith({});
  expect([...imageIds].sort()).toEqual([...work].sort());
  expect((await client.review.startWith({ count: 1 })).imageIds).toEqual(imageIds.slice(0, 1));
  await client.annotations.commit({ imageId: imageIds[0]!, tool: 'brush', classIndex: 1, diff: sentDiff(emptyLabelMap(width, height), withBox(emptyLabelMap(width, height), { x: 0, y: 0, width: 3, height: 3 }, 1)), regionId: null });
  expect((await client.review.startWith({})).imageIds).toEqual(imageIds.slice(1));
});

test('where the learned loss has not proved itself the queue goes without it, and says so', async () => {
  const { client, engine } = await projectWithImages('model');
  engine.learnedLossCorrelation = 0.1;
  await finished(client, async () => client.models.evaluate({ modelId: (await client.models.list())[0]!.id }));
  await client.review.changeSettings({ change: { strategy: 'learnedLoss' } });
  await remade(client);
  const { strategy, notices } = await client.review.queue({});
  expect(strategy).toBe('standard');
  expect(notices).toEqual([{ kind: 'learnedLossPoor', correlation: 0.1, limit: 0.3 }]);
  await client.review.changeSettings({ change: { learnedLossLimit: 0 } });
  await remade(client);
  expect(await client.review.queue({})).toMatchObject({ strategy: 'learnedLoss', notices: [] });
  // Measured worse later on, its regions stand in the usual order from then on.
  engine.learnedLossCorrelation = -0.2;
  await finished(client, async () => client.models.evaluate({ modelId: (await client.models.list())[0]!.id }));
  expect(await client.review.queue({})).toMatchObject({ strategy: 'standard', notices: [{ kind: 'learnedLossPoor', correlation: -0.2, limit: 0 }] });
});
